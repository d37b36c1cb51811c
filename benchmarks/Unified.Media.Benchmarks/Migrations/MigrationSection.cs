using System.Diagnostics;
using Npgsql;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>Measures a migration without pending steps, and how fast a migration stops when it is cancelled.</summary>
internal sealed class MigrationSection : IBenchmarkSection
{
    private const int Rounds = 31;
    private const int CallsPerRound = 100;
    private const int Cancellations = 10;

    private const string Select = "select 1";
    private const string Nothing = "nothing to do";

    public string Name => "migrations";

    public string Title => "the schema runner on PostgreSQL over the loopback, warm";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var server = await TestServer.StartAsync(ServerSettings.Durable, cancellationToken);
        await using var database = await server.CreateDatabaseAsync(cancellationToken: cancellationToken);
        var schema = new UnifiedMediaSchema(database.DataSource);
        var started = Stopwatch.GetTimestamp();
        var report = await schema.MigrateAsync(cancellationToken: cancellationToken);
        var whole = Stopwatch.GetElapsedTime(started);

        var timings = await InterleavedTimer.MeasureAsync(
            Rounds,
            [
                new(Select, () => RepeatAsync(async () =>
                {
                    await using var command = database.DataSource.CreateCommand("SELECT 1");
                    await command.ExecuteScalarAsync(cancellationToken);
                })),
                new(Nothing, () => RepeatAsync(async () =>
                {
                    if (!(await schema.MigrateAsync(cancellationToken: cancellationToken)).WasUpToDate)
                    {
                        throw new InvalidOperationException("A step was pending.");
                    }
                })),
            ],
            cancellationToken);
        double[] stops = await MeasureCancellationAsync(database.DataSource, cancellationToken);
        return
        [
            Figure.AtMost(
                $"{Nothing} / {Select}",
                timings.Ratio(Nothing, Select),
                3,
                "x",
                $"{Microseconds(timings, Nothing)}, {Microseconds(timings, Select)}; {timings.Spread(Nothing, Select)}"),
            Figure.AtMost(
                "a cancelled step has ended after",
                stops.Max(),
                1_000,
                "ms",
                $"the longest of {Cancellations}; median {stops.Order().ElementAt(stops.Length / 2):0.0} ms"),
            Figure.WithoutGoal(
                "the whole schema on an empty database",
                whole.TotalMilliseconds,
                "ms",
                $"{report.Applied.Count} steps, first call of the process"),
        ];
    }

    private static string Microseconds(Timings timings, string name) => $"{timings.Median(name) * 1_000 / CallsPerRound:0} µs";

    private static async Task RepeatAsync(Func<Task> call)
    {
        for (var i = 0; i < CallsPerRound; i++)
        {
            await call();
        }
    }

    // Cancels a step that would take a minute, in a separate schema.
    private static async Task<double[]> MeasureCancellationAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var schema = new UnifiedMediaSchema(
            dataSource,
            [SchemaModule.FromFiles(SchemaModule.CoreName, [("0010_wait.sql", "select pg_sleep(60)")])],
            new PostgresSchemaNames { Schema = "unified_media_stops" });
        var stops = new double[Cancellations];
        for (var i = 0; i < stops.Length; i++)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = schema.MigrateAsync(cancellationToken: end.Token);
            await WaitUntilSleepingAsync(dataSource, cancellationToken);
            var started = Stopwatch.GetTimestamp();
            await end.CancelAsync();
            try
            {
                await running;
            }
            catch (OperationCanceledException)
            {
                stops[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        return stops;
    }

    private static async Task WaitUntilSleepingAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
        while (await command.ExecuteScalarAsync(cancellationToken) is 0L)
        {
            await Task.Delay(5, cancellationToken);
        }
    }
}
