using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Benchmarks;

/// <summary>Measures pages at the beginning and deep in a list, with and without filters.</summary>
internal sealed class ListingSection : IBenchmarkSection
{
    private const int Rounds = 15;
    private const int CallsPerRound = 20;
    private const int PageSize = 50;
    private const int Depth = 100_000;

    private const string Bare = "bare statement";
    private const string First = "first page";

    private static readonly MediaUser User = MediaUser.For(SqliteLibrary.LargestOwner);

    public string Name => "sqlite";

    public string Title =>
        $"pages of {PageSize} out of {SqliteLibrary.Items} items, {SqliteLibrary.LargestOwnerItems} of them the owner's; SQLite, warm";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, BenchmarkFolder folder, CancellationToken cancellationToken)
    {
        var services = folder.CreateEmbedded("store");
        await using var servicesScope = services;
        var catalog = services.GetRequiredService<IMediaCatalog>();
        await catalog.GetAbility<IPreparable>()!.PrepareAsync(cancellationToken);
        var path = Path.Combine(folder.GetPath("store"), "catalog.db");
        var library = new SqliteLibrary();
        var started = Stopwatch.GetTimestamp();
        library.Fill(path);
        var filled = Stopwatch.GetElapsedTime(started);

        var queries = Queries(library);
        using var bare = new BaselinePage(path, SqliteLibrary.LargestOwner.ToString(), PageSize);
        var store = services.GetRequiredService<IUnifiedMediaStore>();
        var timings = await InterleavedTimer.MeasureAsync(
            Rounds,
            [
                Repeated(Bare, () => Task.FromResult(bare.Read())),
                .. queries.Select(query => Repeated(query.Name, () => catalog.ListAsync(User, query.Query, cancellationToken))),
                Repeated("store", () => store.GetUserUnifiedMediaAsync(User, cancellationToken: cancellationToken)),
                Repeated("facets", () => catalog.CountAsync(User, Query().Filter, FacetOptions.Default, cancellationToken)),
                Repeated("exact facets", () => catalog.CountAsync(User, Query().Filter, new() { Exact = true }, cancellationToken), calls: 1),
            ],
            cancellationToken);
        return
        [
            .. queries.Select(query => Figure.AtMost(
                $"{query.Name} / {query.Against}",
                timings.Ratio(query.Name, query.Against),
                query.Goal,
                "x",
                $"{Microseconds(timings, query.Name)}; {timings.Spread(query.Name, query.Against)}")),
            await ScanStopsAsync(catalog, library, cancellationToken),
            Figure.WithoutGoal($"{First} through IUnifiedMediaStore / {Bare}", timings.Ratio("store", Bare), "x", Microseconds(timings, "store")),
            Figure.WithoutGoal($"facets, capped / {First}", timings.Ratio("facets", First), "x", Microseconds(timings, "facets")),
            Figure.WithoutGoal("facets, exact", timings.Median("exact facets"), "ms"),
            Figure.WithoutGoal(
                "database", new FileInfo(path).Length / 1024.0 / 1024, "MiB", $"{SqliteLibrary.Items / filled.TotalSeconds:0} items/s filled"),
        ];
    }

    private static CatalogQuery Query(MediaFilter? filter = null) =>
        new() { Filter = CatalogFilter.Create(User, SqliteLibrary.LargestOwner, filter ?? new()) };

    private static ListingCase[] Queries(SqliteLibrary library)
    {
        var middle = SqliteLibrary.Start.AddMinutes(SqliteLibrary.Items / 2);
        return
        [
            new(First, Bare, 1.5, Query()),
            new($"depth {Depth}", First, 1.2, Query() with { After = library.Positions[Depth - 1] }),
            new("kind (2 %)", First, 2, Query(new() { Kinds = [MediaKind.Video] })),
            new("source (5 %)", First, 2, Query(new() { SourceTypes = [SourceType.Stock] })),
            new("enhancement (1 %)", First, 2, Query(new() { EnhancementTypes = ["upscale"] })),
            new("visibility (10 %)", First, 2, Query(new() { Visibilities = [Visibility.Public] })),
            new("created range", First, 2, Query(new() { CreatedFrom = middle, CreatedBefore = middle.AddDays(7) })),
            new("common tag (50 %)", First, 3, Query(new() { Tags = [SqliteLibrary.CommonTag] })),
            new("rare tag (0.04 %)", First, 3, Query(new() { Tags = [SqliteLibrary.RareTag] })),
            new("rare word (0.04 %)", First, 20, Query(new() { Text = SqliteLibrary.RareWord })),
            new("largest", First, 2, Query() with { Sort = MediaSort.Largest }),
            new("title", First, 2, Query() with { Sort = MediaSort.Title }),
        ];
    }

    // No item is this wide, and no index covers the width, so the scan ends at its limit.
    private static async Task<Figure> ScanStopsAsync(IMediaCatalog catalog, SqliteLibrary library, CancellationToken cancellationToken)
    {
        var query = Query(new() { MinWidth = 1_000_000 });
        var started = Stopwatch.GetTimestamp();
        var page = await catalog.ListAsync(User, query, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return Figure.Condition(
            "a filter without index stops",
            page.Items.Count == 0 && page.Next == library.Positions[ScanBudget.ScanLimit - 1],
            $"after {ScanBudget.ScanLimit} rows, with a cursor",
            $"{elapsed.TotalMilliseconds:0.0} ms");
    }

    private static BenchmarkCase Repeated<T>(string name, Func<Task<T>> call, int calls = CallsPerRound) => new(name, async () =>
    {
        for (var i = 0; i < calls; i++)
        {
            await call();
        }
    });

    private static string Microseconds(Timings timings, string name) => $"{timings.Median(name) * 1_000 / CallsPerRound:0} µs";
}
