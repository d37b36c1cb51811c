using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Runs that are killed, cancelled, paused, or concurrent with another run.</summary>
public sealed class LegacyInterruptionTests
{
    private const string LostRows =
        "select count(*) from public.user_media u join public.users_profile p on p.user_id = u.user_id "
        + "where not exists (select from unified_media.legacy_map m where m.legacy_source = 'user_media' and m.legacy_id = u.id::text) "
        + "and (select count(*) from public.users_profile q where q.user_id = u.user_id) = 1";

    // Slow enough to interrupt it midway.
    private static readonly string[] Slow = ["legacy", "run", "--batch-delay", "100", "--batch-duration", "20", "--json"];

    [Theory]
    [InlineData(ToolProcess.Interrupt)]
    [InlineData(ToolProcess.Kill)]
    public async Task Next_run_continues_a_terminated_run_without_loss(int signal)
    {
        ToolProcess.SkipWhenIgnored(signal);
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyGenerated, TestContext.Current.CancellationToken);
        using var process = ToolProcess.Start(database.ConnectionString, Slow);
        await WaitForRowsAsync(database);

        process.Signal(signal);
        var ended = await process.WaitForExitAsync();

        Assert.Equal(signal == ToolProcess.Kill ? 128 + ToolProcess.Kill : 2, ended.ExitCode);
        if (signal == ToolProcess.Interrupt)
        {
            Assert.Equal("cancelled", ended.ErrorCode);
        }

        await RunUntilFreeAsync(database);
        Assert.Equal(0, await database.ScalarAsync<long>(LostRows, TestContext.Current.CancellationToken));
        (await ToolRun.OnAsync(database, "legacy", "verify")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Second_concurrent_run_fails_as_busy()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyGenerated, TestContext.Current.CancellationToken);
        using var first = ToolProcess.Start(database.ConnectionString, Slow);
        await WaitForRowsAsync(database);

        var second = await ToolRun.OnAsync(database, "legacy", "run", "--json");

        Assert.Equal("migration_busy", second.ExpectExitCode(2).ErrorCode);
        (await first.WaitForExitAsync()).ExpectExitCode(0);
        (await ToolRun.OnAsync(database, "legacy", "verify")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Resume_continues_a_run_that_another_process_paused()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyGenerated, TestContext.Current.CancellationToken);
        using var process = ToolProcess.Start(database.ConnectionString, Slow);
        await WaitForRowsAsync(database);

        (await ToolRun.OnAsync(database, "legacy", "pause")).ExpectExitCode(0);
        var paused = (await process.WaitForExitAsync()).ExpectExitCode(1);
        var resumed = (await ToolRun.OnAsync(database, "legacy", "resume", "--json")).ExpectExitCode(0);

        Assert.False(paused.Result.GetProperty("isComplete").GetBoolean());
        Assert.True(resumed.Result.GetProperty("isComplete").GetBoolean());
        Assert.Equal(0, await database.ScalarAsync<long>(LostRows, TestContext.Current.CancellationToken));
    }

    private static async Task WaitForRowsAsync(FreshDatabase database)
    {
        // The first of two jobs with rows: the second is still pending, however fast both are.
        const string Rows = "select count(*) from unified_media.legacy_job where job = 'playground_gallery' and rows_written > 0";
        while (await database.ScalarAsync<long>(Rows, TestContext.Current.CancellationToken) == 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // The lease of a killed worker still blocks other runs, so the test expires it.
    private static async Task RunUntilFreeAsync(FreshDatabase database)
    {
        while (true)
        {
            var run = await ToolRun.OnAsync(database, "legacy", "run", "--json");
            if (run.ExitCode == 0)
            {
                return;
            }

            Assert.Equal("migration_busy", run.ExpectExitCode(2).ErrorCode);
            await database.ExecuteAsync(
                "update unified_media.legacy_job set worker_until = clock_timestamp() where worker_until > clock_timestamp()",
                TestContext.Current.CancellationToken);
        }
    }
}
