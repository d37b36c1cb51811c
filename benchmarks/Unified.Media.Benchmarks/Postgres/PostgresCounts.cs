using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Benchmarks;

/// <summary>Measures facet counts.</summary>
internal sealed class PostgresCounts(PostgresBenchmark bench)
{
    private const int Rounds = 31;
    private const int Calls = 10;

    private const string First = "first page";
    private const string Values = "capped counts per source and kind";
    private const string Tags = "the same with tags over the newest 1,000";
    private const string Bare = "bare counts per source and kind";
    private const string Exact = "exact counts per source and kind";

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await bench.Database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var bySource = await PrepareAsync(connection, "source_type", cancellationToken);
        await using var byKind = await PrepareAsync(connection, "type", cancellationToken);
        var timings = await InterleavedTimer.MeasureAsync(
            Rounds,
            [
                Repeated(First, () => bench.Catalog.ListAsync(bench.User, bench.CreateQuery(), cancellationToken)),
                Repeated(Values, () => bench.Catalog.CountAsync(bench.User, bench.CreateQuery().Filter, new() { MaxTags = 0 }, cancellationToken)),
                Repeated(Tags, () => bench.Catalog.CountAsync(bench.User, bench.CreateQuery().Filter, FacetOptions.Default, cancellationToken)),
                PostgresSection.Repeated(
                    Bare, async () => await CountAsync(bySource, cancellationToken) + await CountAsync(byKind, cancellationToken), 2),
                PostgresSection.Repeated(
                    Exact,
                    () => bench.Catalog.CountAsync(
                        bench.User, bench.CreateQuery().Filter, new() { Exact = true, MaxTags = 0 }, cancellationToken),
                    2),
            ],
            cancellationToken);
        return
        [
            Figure.AtMost($"{Values} / {First}", timings.Ratio(Values, First), 6, "x", PostgresSection.Detail(timings, Values, First, Calls)),
            Figure.AtMost($"{Tags} / {First}", timings.Ratio(Tags, First), 25, "x", PostgresSection.Detail(timings, Tags, First, Calls)),
            Figure.AtMost($"{Exact} / {Bare}", timings.Ratio(Exact, Bare), 1.2, "x", PostgresSection.Detail(timings, Exact, Bare, 2)),
        ];
    }

    private static BenchmarkCase Repeated<T>(string name, Func<Task<T>> call) => PostgresSection.Repeated(name, call, Calls);

    private async Task<NpgsqlCommand> PrepareAsync(NpgsqlConnection connection, string column, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"SELECT {column}, count(*) FROM public.media WHERE owner_user_id = $1 GROUP BY {column}", connection);
        command.Parameters.Add(new() { Value = bench.Library.LargestOwner, NpgsqlDbType = NpgsqlDbType.Uuid });
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    private static async Task<long> CountAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var count = 0L;
        while (await row.ReadAsync(cancellationToken))
        {
            count += row.GetInt64(1);
        }

        return count;
    }
}
