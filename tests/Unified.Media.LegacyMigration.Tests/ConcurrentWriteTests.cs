using System.Diagnostics;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

public sealed class ConcurrentWriteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Rows_written_during_a_run_become_items_at_once(string shape)
    {
        var rest = await RunAgainstWritersAsync(shape, keepInSync: true);

        // With triggers nothing is left to do after the writers have stopped, except for rows that were deleted while a batch copied them.
        Assert.Equal(0, rest.Jobs.Where(job => job.Job is "playground_gallery" or "user_media").Sum(job => job.Written));
        AssertFollowed(rest);
    }

    [Fact]
    public async Task Next_run_finds_rows_written_without_triggers() =>
        AssertFollowed(await RunAgainstWritersAsync("B", keepInSync: false));

    // An item that existed before the migration is kept when its row is deleted: it is listed, and the verification reports an orphan.
    private static void AssertFollowed(LegacyRunReport rest)
    {
        Assert.True(rest.IsComplete);
        Assert.False(rest.Verification!.HasLoss, rest.Describe());
        Assert.All(rest.Verification.Tables, table => Assert.Empty(table.DifferingOwnerDays));
        Assert.All(rest.Verification.Differences, difference => Assert.Equal("orphan", difference.Kind));
        Assert.Equal(
            rest.Problems.Where(problem => problem.Reason == "row_gone_item_kept").Sum(problem => problem.Rows),
            rest.Verification.DifferencesByField.Sum(count => count.Rows));
    }

    private static async Task<LegacyRunReport> RunAgainstWritersAsync(string shape, bool keepInSync)
    {
        await using var database = await LegacyDatabases.CreateAsync(shape, generated: true, Cancel, rows: 3_000);
        var legacy = database.Migration(options =>
        {
            options.KeepInSync = keepInSync;
            options.MaxBatchSize = 300;
            options.BatchDelay = TimeSpan.FromMilliseconds(5);
        });
        using var done = new CancellationTokenSource();
        var slowest = TimeSpan.Zero;
        var writer = Task.Run(
            async () =>
            {
                await using var connection = await database.DataSource.OpenConnectionAsync(Cancel);
                for (var number = 0; !done.IsCancellationRequested; number++)
                {
                    await using var command = new NpgsqlCommand(
                        (number % 4) switch
                        {
                            0 => Insert(shape, number),
                            1 => $"UPDATE user_media SET file_name = 'renamed {number}', width = {number + 1} "
                                + $"WHERE id = legacy_generated.user_media({1 + (number * 37 % 1_400)})",
                            2 => $"DELETE FROM user_media WHERE id = legacy_generated.user_media({1 + (number * 13 % 1_400)})",
                            _ => $"DELETE FROM playground_gallery WHERE id = legacy_generated.gallery({1 + (number * 17 % 2_900)})",
                        },
                        connection);
                    var begun = Stopwatch.GetTimestamp();
                    await command.ExecuteNonQueryAsync(Cancel);
                    var took = Stopwatch.GetElapsedTime(begun);
                    slowest = took > slowest ? took : slowest;
                    await Task.Delay(2, Cancel);
                }
            },
            Cancel);

        var first = await legacy.RunAsync(cancellationToken: Cancel);
        await done.CancelAsync();
        await writer;
        TestContext.Current.TestOutputHelper?.WriteLine($"slowest write {slowest.TotalMilliseconds:F0} ms");

        var rest = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.DoesNotContain(rest.Problems, problem => problem.Reason is "sync_failed" or "failed");
        Assert.True(first.IsComplete || first.Verification is not null);
        return rest;
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Anonymous_readers_see_only_public_rows_in_every_phase(string shape)
    {
        await using var database = await LegacyDatabases.CreateAsync(shape, generated: true, Cancel, rows: 1_000);
        var legacy = database.Migration(options => options.MaxBatchSize = 200);
        var before = await SeenAsync(database, "anon", null);
        Assert.NotEmpty(before);

        var looks = new List<Task<IReadOnlyList<string>>>();
        await legacy.RunAsync(
            new ImmediateProgress<LegacyProgress>(progress =>
            {
                if (progress.Stage is LegacyStage.Copying or LegacyStage.Reconciling)
                {
                    looks.Add(SeenAsync(database, "anon", null));
                }
            }),
            Cancel);
        foreach (var look in await Task.WhenAll(looks))
        {
            Assert.Equal(before, look);
        }

        Assert.Equal(before, await SeenAsync(database, "anon", null));
        // Other users see only their own rows.
        var stranger = new Guid("00000000-0000-4000-8000-0000000a0010");
        Assert.Equal(before, await SeenAsync(database, "authenticated", stranger));
        Assert.Equal(0, await database.ScalarAsync<long>(
            "SELECT count(*) FROM media WHERE legacy_source IS NOT NULL AND visibility::text = 'PUBLIC' AND id::text = legacy_id", Cancel));
        await legacy.RollBackAsync(cancellationToken: Cancel);
        Assert.Equal(before, await SeenAsync(database, "anon", null));
    }

    [Fact]
    public async Task Failing_row_is_listed_and_others_are_migrated()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 1_000);
        // A width that some rows have, but no existing item.
        var width = await database.ScalarAsync<int>(
            """
            SELECT width FROM unified_media.legacy_gallery_mapped g
            WHERE bucket <> 'external' AND cardinality(unified_media.find_owners(login_id)) = 1 AND NOT EXISTS (
                SELECT FROM unified_media.legacy_map l WHERE l.legacy_id = g.legacy_id::text)
                AND NOT EXISTS (SELECT FROM media m WHERE m.width = g.width)
                AND NOT EXISTS (SELECT FROM user_media u WHERE u.width = g.width)
            GROUP BY width HAVING count(*) BETWEEN 1 AND 100 ORDER BY width LIMIT 1
            """,
            Cancel);
        await database.ExecuteAsync(
            $"ALTER TABLE media ADD CONSTRAINT hosts_own CHECK (width IS NULL OR width <> {width} OR bucket = 'external') NOT VALID", Cancel);
        var bad = await database.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM unified_media.legacy_gallery_mapped g
            WHERE width = {width} AND bucket <> 'external' AND cardinality(unified_media.find_owners(login_id)) = 1 AND NOT EXISTS (
                SELECT FROM unified_media.legacy_map l WHERE l.legacy_id = g.legacy_id::text)
            """,
            Cancel);
        var legacy = database.Migration();

        var run = await legacy.RunAsync(cancellationToken: Cancel);

        Assert.InRange(bad, 1, 100);
        Assert.Equal(bad, run.Jobs.Single(job => job.Job == "playground_gallery").Failed);
        Assert.Equal(bad, run.Verification!.Tables.Single(table => table.Source == "playground_gallery").CountOf(LegacyRowState.Failed));
        Assert.False(run.Verification.HasLoss);
        Assert.All(
            await legacy.GetProblemsAsync("failed", cancellationToken: Cancel),
            problem => Assert.StartsWith("23514", problem.Detail, StringComparison.Ordinal));

        // After the host has removed the constraint, the next run copies the rows.
        await database.ExecuteAsync("ALTER TABLE media DROP CONSTRAINT hosts_own", Cancel);
        var rest = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.Equal(bad, rest.Copied());
        Assert.True(rest.Verification!.IsClean, rest.Describe());
    }

    [Fact]
    public async Task Rollback_keeps_edits_and_deletions_of_users()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        var legacy = database.Migration();
        var older = await database.SnapshotOlderTablesAsync(Cancel);
        await legacy.RunAsync(cancellationToken: Cancel);
        await database.ExecuteAsync(
            """
            UPDATE media SET metadata = metadata || '{"title": "changed"}' WHERE id = '00000000-0000-4000-8000-0000000c0004';
            DELETE FROM media WHERE id = '00000000-0000-4000-8000-0000000c0009';
            UPDATE moodboards SET items = items || '[{"id": "new"}]' WHERE id = '00000000-0000-4000-8000-0000000f0001';
            """,
            Cancel);

        // A second run neither restores the deleted item nor changes the edited one; the board keeps its new ids.
        var again = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.Equal(0, again.Written);
        var back = await legacy.RollBackAsync(cancellationToken: Cancel);

        Assert.Equal(2, back.Kept);
        Assert.Equal(
            ["moodboards 00000000-0000-4000-8000-0000000f0001", "playground_gallery 00000000-0000-4000-8000-0000000c0004"],
            back.KeptRows.Select(row => $"{row.Source} {row.Id}").Order(StringComparer.Ordinal));
        Assert.Equal(older, await database.SnapshotOlderTablesAsync(Cancel));
        Assert.Equal("changed", await database.ScalarAsync<string>(
            "SELECT metadata ->> 'title' FROM media WHERE id = '00000000-0000-4000-8000-0000000c0004'", Cancel));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM unified_media.legacy_map WHERE deleted_at IS NOT NULL", Cancel));
        Assert.Equal(
            0, await database.ScalarAsync<long>("SELECT count(*) FROM unified_media_view WHERE id = '00000000-0000-4000-8000-0000000c0009'", Cancel));
        Assert.Equal(
            1, await database.ScalarAsync<long>("SELECT count(*) FROM unified_media_view WHERE id = '00000000-0000-4000-8000-0000000c0004'", Cancel));
        var third = await legacy.RunAsync(cancellationToken: Cancel);
        Assert.True(third.Verification!.IsClean, third.Describe());
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM media WHERE id = '00000000-0000-4000-8000-0000000c0009'", Cancel));
    }

    private static string Insert(string shape, int number) =>
        number % 8 == 0
            ? $"INSERT INTO user_media (user_id, file_path, mime_type) VALUES (legacy_generated.login({2 + (number % 11)}), 'moodboards/' "
                + $"|| legacy_generated.login({2 + (number % 11)}) || '/live-{number}.png', 'image/png')"
            : $"""
               INSERT INTO playground_gallery (user_id, image_url{(shape == "C" ? "" : ", media_type")}, title)
               VALUES (legacy_generated.login({2 + (number % 11)}),
                   'https://project.supabase.test/storage/v1/object/public/playground-images/'
                       || legacy_generated.login({2 + (number % 11)}) || '/saved/live-{number}.png'
                   {(shape == "C" ? "" : ", 'image'")}, 'live {number}')
               """;

    private static async Task<IReadOnlyList<string>> SeenAsync(FreshDatabase database, string role, Guid? login)
    {
        await using var session = await RoleSession.BeginAsync(database.ConnectionString, role, login, Cancel);
        return await session.RowsAsync("SELECT id FROM media ORDER BY id", Cancel);
    }
}
