using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>
/// Searches among more items than a list scans. The planner settings of lists, which disable sorts and bitmap scans, must not apply to them.
/// </summary>
public sealed class RareWordTests
{
    private const int Items = 30_000;
    private const int PageSize = 7;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rare_words_use_the_word_index_and_common_words_a_scan()
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        var owner = await FillAsync(leased.Database);

        var rare = await PlanAsync(leased.Database, owner, "needle");
        var common = await PlanAsync(leased.Database, owner, "common");

        Assert.Contains("media_search_doc_idx", rare, StringComparison.Ordinal);
        Assert.Contains("media_search_page_idx", common, StringComparison.Ordinal);
        Assert.DoesNotContain("media_search_doc_idx", common, StringComparison.Ordinal);
        await DeleteRowsAsync(leased.Database, owner);
    }

    [Theory]
    [InlineData("needle", false)]
    [InlineData("needle", true)]
    [InlineData("medium", false)]
    [InlineData("medium", true)]
    [InlineData("nowhere", false)]
    public async Task Next_page_continues_where_the_scan_ended(string word, bool oldestFirst)
    {
        await using var leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.Empty, Cancel);
        var owner = await FillAsync(leased.Database);
        var order = oldestFirst ? "created_at, media_id" : "created_at DESC, media_id DESC";
        var expected = await leased.Database.ColumnAsync<Guid>(
            $"SELECT media_id FROM unified_media.media_search WHERE owner_user_id = '{owner}' AND doc @@ '{word}' ORDER BY {order}", Cancel);

        var found = await ReadPagesAsync(leased.Database, owner, word, oldestFirst);

        Assert.Equal(expected, found);
        await DeleteRowsAsync(leased.Database, owner);
    }

    // Every 10,000th item has one of the words, every 90th the other.
    private static async Task<Guid> FillAsync(FreshDatabase database)
    {
        var owner = Guid.CreateVersion7();
        await database.ExecuteAsync(
            $"""
            INSERT INTO unified_media.media_search (media_id, owner_user_id, created_at, is_public, doc)
            SELECT gen_random_uuid(), '{owner}', now() - n * interval '1 second', false, array_to_tsvector(array_remove(ARRAY[
                'common', CASE WHEN n % 10000 = 0 THEN 'needle' END, CASE WHEN n % 90 = 0 THEN 'medium' END], NULL))
            FROM generate_series(1, {Items}) n
            """,
            Cancel);
        await database.ExecuteAsync("VACUUM ANALYZE unified_media.media_search", Cancel);
        return owner;
    }

    private static Task<int> DeleteRowsAsync(FreshDatabase database, Guid owner) =>
        database.ExecuteAsync($"DELETE FROM unified_media.media_search WHERE owner_user_id = '{owner}'", Cancel);

    private static async Task<List<Guid>> ReadPagesAsync(FreshDatabase database, Guid owner, string word, bool oldestFirst)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var found = new List<Guid>();
        (DateTime At, Guid Id)? last = null;
        while (true)
        {
            await using var connection = await source.OpenConnectionAsync(Cancel);
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(DatabaseRole.ForUser(source, "authenticated", owner).SetRoleForRead().ToCommand());
            var position = last is { } after ? $"'{after.At:O}', '{after.Id}'" : "NULL, NULL";
            batch.BatchCommands.Add(new(
                $"SELECT * FROM unified_media.search('{owner}', '''{word}'':*', false, {oldestFirst}, {position}, {PageSize})"));
            await using var reader = await batch.ExecuteReaderAsync(Cancel);
            await reader.NextResultAsync(Cancel);
            var rows = 0;
            for (; await reader.ReadAsync(Cancel); rows++)
            {
                last = (reader.GetDateTime(1), reader.GetGuid(0));
                found.Add(last.Value.Id);
            }

            if (rows < PageSize)
            {
                return found;
            }
        }
    }

    // EXPLAIN does not show the plans inside functions, so auto_explain logs them.
    private static async Task<string> PlanAsync(FreshDatabase database, Guid owner, string word)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using (var load = new NpgsqlCommand(
            "LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET client_min_messages = log",
            connection))
        {
            await load.ExecuteNonQueryAsync(Cancel);
        }

        var messages = new List<string>();
        connection.Notice += (_, notice) => messages.Add(notice.Notice.MessageText);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(DatabaseRole.ForUser(source, "authenticated", owner).SetRoleForRead().ToCommand());
        batch.BatchCommands.Add(new($"SELECT count(*) FROM unified_media.search('{owner}', '''{word}'':*', false, false, null, null, 51)"));
        await using var reader = await batch.ExecuteReaderAsync(Cancel);
        while (await reader.NextResultAsync(Cancel))
        {
        }

        return string.Join('\n', messages);
    }
}
