using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Runs that are not left alone: killed, cancelled, paused, and met by another.</summary>
public sealed class LegacyInterruptionTests
{
    private const string Lost =
        "select count(*) from public.user_media u join public.users_profile p on p.user_id = u.user_id "
        + "where not exists (select from unified_media.legacy_map m where m.legacy_source = 'user_media' and m.legacy_id = u.id::text) "
        + "and (select count(*) from public.users_profile q where q.user_id = u.user_id) = 1";

    // Slow enough to be met in the middle.
    private static readonly string[] Slow = ["legacy", "run", "--batch-delay", "100", "--batch-duration", "20", "--json"];

    [Theory]
    [InlineData(ToolProcess.Interrupt)]
    [InlineData(ToolProcess.Kill)]
    public async Task A_run_that_was_ended_is_continued_by_the_next_and_loses_nothing(int signal)
    {
        ToolProcess.SkipWhereIgnored(signal);
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyGenerated, TestContext.Current.CancellationToken);
        using var process = ToolProcess.Start(database.ConnectionString, Slow);
        await WaitForRowsAsync(database);

        process.Signal(signal);
        var ended = await process.EndAsync();

        Assert.Equal(signal == ToolProcess.Kill ? 128 + ToolProcess.Kill : 2, ended.ExitCode);
        if (signal == ToolProcess.Interrupt)
        {
            Assert.Equal("cancelled", ended.ErrorCode);
        }

        await RunUntilFreeAsync(database);
        Assert.Equal(0, await database.ScalarAsync<long>(Lost, TestContext.Current.CancellationToken));
        (await ToolRun.OnAsync(database.ConnectionString, "legacy", "verify")).Expect(0);
    }

    [Fact]
    public async Task Two_runs_at_once_do_not_meet()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyGenerated, TestContext.Current.CancellationToken);
        using var first = ToolProcess.Start(database.ConnectionString, Slow);
        await WaitForRowsAsync(database);

        var second = await ToolRun.OnAsync(database.ConnectionString, "legacy", "run", "--json");

        Assert.Equal("migration_busy", second.Expect(2).ErrorCode);
        (await first.EndAsync()).Expect(0);
        (await ToolRun.OnAsync(database.ConnectionString, "legacy", "verify")).Expect(0);
    }

    [Fact]
    public async Task A_run_is_paused_from_elsewhere_and_resumed()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyGenerated, TestContext.Current.CancellationToken);
        using var process = ToolProcess.Start(database.ConnectionString, Slow);
        await WaitForRowsAsync(database);

        (await ToolRun.OnAsync(database.ConnectionString, "legacy", "pause")).Expect(0);
        var paused = (await process.EndAsync()).Expect(1);
        var resumed = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "resume", "--json")).Expect(0);

        Assert.False(paused.Result.GetProperty("isComplete").GetBoolean());
        Assert.True(resumed.Result.GetProperty("isComplete").GetBoolean());
        Assert.Equal(0, await database.ScalarAsync<long>(Lost, TestContext.Current.CancellationToken));
    }

    private static async Task WaitForRowsAsync(FreshDatabase database)
    {
        // Of the first of two jobs with rows: the second is still to come, however fast both are.
        const string Rows = "select count(*) from unified_media.legacy_job where job = 'playground_gallery' and rows_written > 0";
        while (await database.ScalarAsync<long>(Rows, TestContext.Current.CancellationToken) == 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // A worker that was killed keeps others out until its lease ends: the lease is ended by hand.
    private static async Task RunUntilFreeAsync(FreshDatabase database)
    {
        while (true)
        {
            var run = await ToolRun.OnAsync(database.ConnectionString, "legacy", "run", "--json");
            if (run.ExitCode == 0)
            {
                return;
            }

            Assert.Equal("migration_busy", run.Expect(2).ErrorCode);
            await database.ExecuteAsync(
                "update unified_media.legacy_job set worker_until = clock_timestamp() where worker_until > clock_timestamp()",
                TestContext.Current.CancellationToken);
        }
    }
}
