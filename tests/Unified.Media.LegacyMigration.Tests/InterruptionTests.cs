using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

public sealed class InterruptionTests
{
    private const string Anomalies =
        """
        SELECT 'duplicates ' || (SELECT count(*) FROM (
            SELECT 1 FROM media WHERE legacy_source IS NOT NULL GROUP BY legacy_source, legacy_id HAVING count(*) > 1) t)
            || ' half ' || (SELECT count(*) FROM unified_media.legacy_map l LEFT JOIN media m ON m.id = l.media_id WHERE m.id IS NULL)
            || ' unlinked ' || (SELECT count(*) FROM unified_media.objects o LEFT JOIN media m ON m.object_id = o.object_id WHERE m.id IS NULL)
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // UNIFIED_MEDIA_LEGACY_KILLS sets the number of kills, for example to 50.
    private static int Kills { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("UNIFIED_MEDIA_LEGACY_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 8;

    [Fact]
    public async Task Terminated_session_loses_at_most_one_batch()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel);
        var random = new Random(7);
        LegacyMigrator Legacy() => database.Migration(options =>
        {
            options.RetryTimeout = TimeSpan.Zero;
            options.LeaseDuration = TimeSpan.FromMilliseconds(100);
            options.MaxBatchSize = 400;
        });
        for (var kill = 0; kill < Kills; kill++)
        {
            var batches = random.Next(1, 6);
            var killing = Task.CompletedTask;
            try
            {
                await Legacy().RunAsync(
                    new ImmediateProgress<LegacyProgress>(progress =>
                    {
                        if (progress.Stage is LegacyStage.Reconciling or LegacyStage.Copying && --batches == 0)
                        {
                            // During the next batch.
                            var moment = random.Next(0, 12);
                            killing = Task.Run(
                                async () =>
                                {
                                    await Task.Delay(moment, Cancel);
                                    await using var killer = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
                                    await killer.OpenAsync(Cancel);
                                    await using var command = new NpgsqlCommand(
                                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
                                            + "AND query LIKE '%legacy_run_batch(%' AND pid <> pg_backend_pid()",
                                        killer);
                                    await command.ExecuteScalarAsync(Cancel);
                                },
                                Cancel);
                        }
                    }),
                    Cancel);
            }
            catch (MediaMigrationException error) when (error.IsTransient)
            {
                // The run was killed, or started before the previous lease had expired.
            }

            // The kill may have hit an idle connection, which must not return to the pool.
            await killing;
            await using (var connection = await database.DataSource.OpenConnectionAsync(Cancel))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            Assert.Equal("duplicates 0 half 0 unlinked 0", await database.ScalarAsync<string>(Anomalies, Cancel));
        }

        var rest = await Legacy().RunAfterLeaseAsync(Cancel);
        Assert.True(rest.IsComplete);
        Assert.True(rest.Verification!.IsClean, rest.Describe());
    }

    [Fact]
    public async Task Killed_process_loses_at_most_one_batch()
    {
        if (!File.Exists("/usr/bin/psql"))
        {
            Assert.Skip("There is no psql.");
        }

        await using var database = await LegacyDatabases.CreateAsync("C", generated: true, Cancel);
        await database.Migration().PrepareAsync(cancellationToken: Cancel);
        var random = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            var worker = Guid.CreateVersion7();
            await database.ScalarAsync<string>($"SELECT unified_media.legacy_begin_run('{worker}', '2 seconds')", Cancel);
            using var process = Start(database);
            foreach (var job in new[] { "media", "playground_gallery", "user_media" })
            {
                await process.StandardInput.WriteLineAsync($"SELECT unified_media.legacy_start_job('{job}', '{worker}', '2 seconds', false);");
                for (var batch = 0; batch < 40; batch++)
                {
                    await process.StandardInput.WriteLineAsync($"SELECT unified_media.legacy_run_batch('{job}', '{worker}', 300, '2 seconds');");
                }
            }

            await process.StandardInput.FlushAsync(Cancel);
            await Task.Delay(random.Next(5, 120), Cancel);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            // Releases the lease of the killed worker instead of waiting for its expiry.
            await database.ExecuteAsync($"SELECT unified_media.legacy_release_lease('{worker}')", Cancel);
            Assert.Equal("duplicates 0 half 0 unlinked 0", await database.ScalarAsync<string>(Anomalies, Cancel));
        }

        // The server may still execute the last batch of the killed process, which extends its lease.
        var rest = await database.Migration().RunAfterLeaseAsync(Cancel);
        Assert.True(rest.Verification!.IsClean, rest.Describe());
    }

    [Fact]
    public async Task Run_waits_for_a_killed_server_to_restart()
    {
        await using var server = await TestServer.StartPrivateAsync(ServerSettings.Durable, Cancel);
        await using var database = await LegacyDatabases.CreateOnAsync(server, "A", Cancel);
        Task? kill = null;
        var restart = Task.CompletedTask;
        var legacy = database.Migration(options => options.MaxBatchSize = 300);

        var run = await legacy.RunAsync(
            new ImmediateProgress<LegacyProgress>(progress =>
            {
                if (progress is not { Stage: LegacyStage.Copying, Rows: > 600 })
                {
                    return;
                }

                if (kill is null)
                {
                    // During the next batch, or after it if it is short.
                    kill = Task.Run(() => server.KillAsync(), Cancel);
                    restart = kill.ContinueWith(_ => server.RestartAsync(), TaskScheduler.Default).Unwrap();
                }
                else
                {
                    kill.Wait(Cancel);
                }
            }),
            Cancel);
        await restart;

        Assert.NotNull(kill);
        Assert.True(run.IsComplete);
        Assert.True(run.Verification!.IsClean, run.Describe());
        Assert.Equal("duplicates 0 half 0 unlinked 0", await database.ScalarAsync<string>(Anomalies, Cancel));
    }

    [Fact]
    public async Task Second_concurrent_run_is_rejected()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel);
        void Slowly(LegacyMigrationOptions options)
        {
            options.BatchDelay = TimeSpan.FromMilliseconds(20);
            options.LeaseDuration = TimeSpan.FromSeconds(20);
        }

        // Both start concurrently; the first one ends only after the second one was rejected.
        var refused = new TaskCompletionSource();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    var ran = await database.Migration(Slowly).RunAsync(
                        new ImmediateProgress<LegacyProgress>(progress =>
                        {
                            if (progress.Stage == LegacyStage.Copying)
                            {
                                refused.Task.Wait(TimeSpan.FromSeconds(15), Cancel);
                            }
                        }),
                        Cancel);
                    return (Report: (LegacyRunReport?)ran, Code: (string?)null);
                }
                catch (MediaMigrationException error)
                {
                    refused.TrySetResult();
                    return (null, error.Code);
                }
            },
            Cancel)));

        var report = Assert.Single(outcomes, outcome => outcome.Report is not null).Report!;
        Assert.True(report.Verification!.IsClean, report.Describe());
        Assert.Equal(MigrationErrorCode.Busy, Assert.Single(outcomes, outcome => outcome.Code is not null).Code);
        Assert.Equal("duplicates 0 half 0 unlinked 0", await database.ScalarAsync<string>(Anomalies, Cancel));
    }

    private static Process Start(FreshDatabase database)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo("/usr/bin/psql")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-h", connection.Host!, "-p", connection.Port.ToString(CultureInfo.InvariantCulture), "-U", connection.Username!,
            "-d", connection.Database!, "-q", "-t", "-o", "/dev/null",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGPASSWORD"] = connection.Password ?? string.Empty;
        return Process.Start(start)!;
    }
}
