using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>Runs a migration while the legacy application writes, and measures how long it blocks writes and vacuum.</summary>
/// <param name="LongestWrite">The duration of the longest write, in milliseconds.</param>
/// <param name="Writes">The statistics of all writes, as text.</param>
/// <param name="LongestTransaction">The duration of the longest transaction of the migration, in milliseconds.</param>
/// <param name="Transactions">The query of that transaction and the longest batch, as text.</param>
internal sealed record ConcurrentWritesRun(double LongestWrite, string Writes, double LongestTransaction, string Transactions)
{
    private static readonly TimeSpan WriteInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(20);

    public static async Task<ConcurrentWritesRun> RunAsync(TestServer server, LegacyLibrary library, CancellationToken cancellationToken)
    {
        await using var database = await library.CreateAsync(server, cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = Task.Run(() => WriteAsync(database, library.Rows, done.Token), cancellationToken);
        var sampling = Task.Run(() => SampleTransactionsAsync(database, done.Token), cancellationToken);
        var run = await MeasuredRun.RunAsync(database, null, cancellationToken);
        await done.CancelAsync();
        var writes = await writing;
        var (longest, query) = await sampling;
        var longestBatch = run.Report.Jobs.MaxBy(job => job.MaxBatchDuration)!;
        return new(
            writes.Max(),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{writes.Count} writes, median {Quantile(writes, 0.5):0.0} ms, 99 of 100 {Quantile(writes, 0.99):0.0} ms; "
                + $"{run.RowsPerSecond:0} rows/s meanwhile"),
            longest,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{query}; longest batch {longestBatch.MaxBatchDuration.TotalMilliseconds:0} ms of {longestBatch.Job}"));
    }

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));

    private static async Task<List<double>> WriteAsync(FreshDatabase database, int rows, CancellationToken cancellationToken)
    {
        var durations = new List<double>();
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken.None);
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var login = $"legacy_generated.login({2 + (number % 11)})";
            await using var command = new NpgsqlCommand(
                (number % 3) switch
                {
                    0 => "INSERT INTO user_media (user_id, file_path, mime_type) "
                        + $"VALUES ({login}, 'moodboards/' || {login} || '/live-{number}.png', 'image/png')",
                    1 => $"UPDATE user_media SET file_name = 'renamed {number}' "
                        + $"WHERE id = legacy_generated.user_media({1 + (number * 7919L % (rows / 3))})",
                    _ => $"UPDATE playground_gallery SET title = 'renamed {number}' "
                        + $"WHERE id = legacy_generated.gallery({1 + (number * 7919L % (rows / 2))})",
                },
                connection);
            var started = Stopwatch.GetTimestamp();
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            durations.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(WriteInterval, CancellationToken.None);
        }

        return durations;
    }

    private static async Task<(double Longest, string Query)> SampleTransactionsAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var longest = (Milliseconds: 0.0, Query: "");
        await using var connection = await database.DataSource.OpenConnectionAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            $"""
            SELECT extract(epoch FROM clock_timestamp() - xact_start)::double precision * 1000, left(query, 60) FROM pg_stat_activity
            WHERE application_name = '{MeasuredRun.ApplicationName}' AND datname = current_database()
                AND backend_xmin IS NOT NULL AND xact_start IS NOT NULL
            ORDER BY 1 DESC LIMIT 1
            """,
            connection);
        while (!cancellationToken.IsCancellationRequested)
        {
            await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                if (await reader.ReadAsync(CancellationToken.None) && reader.GetDouble(0) > longest.Milliseconds)
                {
                    longest = (reader.GetDouble(0), reader.GetString(1).ReplaceLineEndings(" "));
                }
            }

            await Task.Delay(SampleInterval, CancellationToken.None);
        }

        return longest;
    }
}
