using System.Globalization;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>Measures the PostgreSQL catalog under row-level security: pages, filters, orders, searches, counts and uploads.</summary>
internal sealed class PostgresSection : IBenchmarkSection
{
    private const int Rounds = 61;
    private const int CallsPerRound = 10;
    private const int CallsPerPage = 50;
    private const int PageSize = 50;

    private const string Raw = "raw prepared reader";
    private const string First = "first page";
    private const string Free = "first page without row-level security";
    private const string FreeSearch = "rare word without row-level security";

    public string Name => "postgres";

    public string Title => $"pages of {PageSize} through the catalog on PostgreSQL, warm; the largest owner has a fifth of the items";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        await using var server = await TestServer.StartAsync(ServerSettings.Durable.With("shared_buffers", "2GB"), cancellationToken);
        await using var bench = await PostgresBenchmark.CreateAsync(server, options.PostgresItems, cancellationToken);
        await using var raw = await BaselinePostgresPage.OpenAsync(
            bench.Database.ConnectionString, bench.Library.LargestOwner, PageSize, cancellationToken);
        var queries = Queries(bench);
        var timings = await InterleavedTimer.MeasureAsync(
            Rounds,
            [
                Repeated(First, () => bench.Catalog.ListAsync(bench.User, bench.CreateQuery(), cancellationToken)),
                Repeated(
                    FreeSearch,
                    () => bench.Unrestricted.ListAsync(
                        bench.User, bench.CreateQuery(new() { Text = PostgresLibrary.RareWord }), cancellationToken)),
                .. queries.Select(query => Repeated(query.Name, () => bench.Catalog.ListAsync(bench.User, query.Query, cancellationToken))),
            ],
            cancellationToken);

        // Measured separately with more calls: each case has a connection of its own, whose server process starts with a cold CPU cache.
        var pages = await InterleavedTimer.MeasureAsync(
            Rounds,
            [
                Repeated(Raw, () => raw.ReadAsync(cancellationToken), CallsPerPage),
                Repeated(Free, () => bench.Unrestricted.ListAsync(bench.User, bench.CreateQuery(), cancellationToken), CallsPerPage),
                Repeated(First, () => bench.Catalog.ListAsync(bench.User, bench.CreateQuery(), cancellationToken), CallsPerPage),
            ],
            cancellationToken);
        return
        [
            Figure.AtMost($"{First} / {Raw}", pages.Ratio(First, Raw), 1.15, "x", Detail(pages, First, Raw, CallsPerPage)),
            Figure.AtMost($"{Free} / {Raw}", pages.Ratio(Free, Raw), 1.15, "x", Detail(pages, Free, Raw, CallsPerPage)),
            Figure.AtMost($"{First} / {Free}", pages.Ratio(First, Free), 1.25, "x", Detail(pages, First, Free, CallsPerPage)),
            .. queries.Select(query => Figure.AtMost(
                $"{query.Name} / {query.Against}",
                timings.Ratio(query.Name, query.Against),
                query.Goal,
                "x",
                Detail(timings, query.Name, query.Against))),
            .. await new PostgresCounts(bench).RunAsync(cancellationToken),
            .. await new PostgresBaselines(bench, folder).RunAsync(cancellationToken),
            Figure.WithoutGoal("items", options.PostgresItems, "", bench.Filled),
        ];
    }

    private static ListingCase[] Queries(PostgresBenchmark bench)
    {
        var library = bench.Library;
        var middle = PostgresLibrary.Start.AddSeconds(5L * library.LargestOwnerItems * 5);
        var depth = library.LargestOwnerItems / 2;
        return
        [
            new("first page without metadata", First, 0.7, bench.CreateQuery() with { IncludeMetadata = false }),
            new($"depth {depth}", First, 1.1, bench.CreateQuery() with { After = library.Positions[depth - 1] }),
            new("source (5 %)", First, 1.3, bench.CreateQuery(new() { SourceTypes = [SourceType.Stock] })),
            new("kind (2 %)", First, 1.3, bench.CreateQuery(new() { Kinds = [MediaKind.Video] })),
            new("enhancement (1 %)", First, 1.3, bench.CreateQuery(new() { EnhancementTypes = ["upscale"] })),
            new("visibility (10 %)", First, 1.3, bench.CreateQuery(new() { Visibilities = [Visibility.Public] })),
            new("created range", First, 1.3, bench.CreateQuery(new() { CreatedFrom = middle.AddDays(-7), CreatedBefore = middle })),
            new("largest", First, 1.3, bench.CreateQuery() with { Sort = MediaSort.Largest }),
            new("title", First, 1.3, bench.CreateQuery() with { Sort = MediaSort.Title }),
            new("common tag (50 %)", First, 3, bench.CreateQuery(new() { Tags = [PostgresLibrary.CommonTag] })),
            new("rare tag", First, 3, bench.CreateQuery(new() { Tags = [PostgresLibrary.RareTag] })),
            new("rare word", FreeSearch, 1.5, bench.CreateQuery(new() { Text = PostgresLibrary.RareWord })),
            new("common word (33 %)", First, 20, bench.CreateQuery(new() { Text = PostgresLibrary.CommonWord })),
            new("source and kind", First, 10, bench.CreateQuery(new() { SourceTypes = [SourceType.Stock], Kinds = [MediaKind.Image] })),
        ];
    }

    public static BenchmarkCase Repeated<T>(string name, Func<Task<T>> call, int calls = CallsPerRound) => new(name, async () =>
    {
        for (var i = 0; i < calls; i++)
        {
            await call();
        }
    });

    public static string Detail(Timings timings, string name, string against, int calls = CallsPerRound) =>
        string.Create(CultureInfo.InvariantCulture, $"{timings.Median(name) * 1_000 / calls:0} µs; {timings.Spread(name, against)}");
}
