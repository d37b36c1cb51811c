using Npgsql;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>
/// Writers lock the item first, then its object, then its map entry. In these tests a session holds the lock on the item; a writer that waits
/// for it must hold no lock that the session needs next.
/// </summary>
public sealed class LockOrderTests
{
    private const string Find =
        """
        SELECT l.media_id::text || ' ' || l.legacy_id || ' ' || l.object_hash FROM unified_media.legacy_map l
        JOIN unified_media.objects o ON o.media_id = l.media_id AND o.adopted AND o.state = 'ready'
        WHERE l.legacy_source = 'user_media' ORDER BY l.legacy_id LIMIT 1
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT unified_media.legacy_release_objects(array['{object_hash}']::uuid[])")]
    [InlineData("SELECT unified_media.legacy_remove_item('user_media', '{row}')")]
    [InlineData("SELECT unified_media.legacy_refresh_row('user_media', '{row}')")]
    public async Task Waiting_writer_locks_neither_object_nor_map_entry(string waits)
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        await database.Migration().RunAsync(cancellationToken: Cancel);
        var found = (await database.ScalarAsync<string>(Find, Cancel))!.Split(' ');
        await using var holder = await database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await holder.BeginTransactionAsync(Cancel);
        await ExecuteAsync(holder, $"SELECT FROM media WHERE id = '{found[0]}' FOR UPDATE");
        var waiting = database.ExecuteAsync(
            waits.Replace("{row}", found[1], StringComparison.Ordinal).Replace("{object_hash}", found[2], StringComparison.Ordinal), Cancel);
        while (!await database.ScalarAsync<bool>(
            """
            SELECT count(*) > 0 FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT unified_media.legacy_%'
            """,
            Cancel))
        {
            Assert.False(waiting.IsCompleted);
            await Task.Delay(10, Cancel);
        }

        await ExecuteAsync(holder, $"SELECT FROM unified_media.objects WHERE media_id = '{found[0]}' FOR UPDATE NOWAIT");
        await ExecuteAsync(holder, $"SELECT FROM unified_media.legacy_map WHERE media_id = '{found[0]}' FOR UPDATE NOWAIT");
        await transaction.CommitAsync(Cancel);
        await waiting;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
