using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests;

public abstract class LargeListTests<TLibrary>(TLibrary library) : IClassFixture<TLibrary>
    where TLibrary : LargeLibrary
{
    private static readonly Dictionary<string, (MediaFilter Filter, Func<MediaItem, bool> Fits)> Filters = new()
    {
        ["everything"] = (new(), _ => true),
        ["a common word"] = (new() { Text = "common" }, item => item.Title!.Contains("common", StringComparison.Ordinal)),
        ["a rare word"] = (new() { Text = "needle" }, item => item.Title!.Contains("needle", StringComparison.Ordinal)),
        ["a rare beginning"] = (new() { Text = "NEED" }, item => item.Title!.Contains("needle", StringComparison.Ordinal)),
        ["a word of middling frequency"] = (new() { Text = "tenth" }, item => item.Title!.Contains("tenth", StringComparison.Ordinal)),
        ["two words"] = (
            new() { Text = "tenth needle" },
            item => item.Title!.Contains("tenth", StringComparison.Ordinal) && item.Title.Contains("needle", StringComparison.Ordinal)),
        ["a word that nothing has"] = (new() { Text = "nothing" }, _ => false),
        ["a rare kind"] = (new() { Kinds = [MediaKind.Video] }, item => item.Kind == MediaKind.Video),
        ["two sources"] = (
            new() { SourceTypes = [SourceType.Stock, SourceType.Enhanced] },
            item => item.SourceType == SourceType.Stock || item.SourceType == SourceType.Enhanced),
        ["a kind and a source"] = (
            new() { Kinds = [MediaKind.Image], SourceTypes = [SourceType.Stock] },
            item => item.Kind == MediaKind.Image && item.SourceType == SourceType.Stock),
        ["a rare tag"] = (new() { Tags = ["rare"] }, item => item.Tags.Contains("rare")),
        ["two tags"] = (new() { Tags = ["even", "third"] }, item => item.Tags.Contains("even") && item.Tags.Contains("third")),
        ["one of two tags"] = (
            new() { Tags = ["rare", "third"], TagMatch = TagMatch.Any }, item => item.Tags.Contains("rare") || item.Tags.Contains("third")),
        ["a narrow width"] = (new() { MinWidth = 1990 }, item => item.Width >= 1990),
        ["a time"] = (
            new() { CreatedFrom = LargeLibrary.Start.AddMinutes(100), CreatedBefore = LargeLibrary.Start.AddMinutes(900) },
            item => item.CreatedAt >= LargeLibrary.Start.AddMinutes(100) && item.CreatedAt < LargeLibrary.Start.AddMinutes(900)),
        ["a size"] = (new() { MinBytes = 300, MaxBytes = 320 }, item => item.SizeBytes is >= 300 and <= 320),
    };

#pragma warning disable CA1000 // Rows of theories are static members.
    public static TheoryData<string, MediaSort, int> Queries =>
        new MatrixTheoryData<string, MediaSort, int>(Filters.Keys, Enum.GetValues<MediaSort>(), [CatalogQuery.DefaultScanLimit, 700]);
#pragma warning restore CA1000

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Finds_exactly_what_fits_in_order(string name, MediaSort sort, int scanLimit)
    {
        var (filter, fits) = Filters[name];

        var own = await EveryAsync(library.User, Query(filter, sort, scanLimit));

        Assert.Equal(Expected(fits, sort), own.Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Shows_others_what_is_public_and_never_names_another_row(string name, MediaSort sort, int scanLimit)
    {
        var (filter, fits) = Filters[name];
        var query = Query(filter, sort, scanLimit) with { Owner = library.Owner };
        var visible = library.Items.Where(item => item.Visibility == Visibility.Public).Select(item => item.Id).ToHashSet();

        var found = await EveryAsync(MediaUser.Anonymous, query, next => Assert.Contains(next.Id, visible));

        Assert.Equal(Expected(item => fits(item) && item.Visibility == Visibility.Public, sort), found.Select(item => item.Id));
    }

    [Theory]
    [InlineData("needle\" OR \"common", 0)]
    [InlineData("needle OR common", 0)]
    [InlineData("needle AND common", 0)]
    [InlineData("NEAR(needle common)", 0)]
    [InlineData("-needle", 5)]
    [InlineData("words:needle", 0)]
    [InlineData("^needle*", 5)]
    [InlineData("needle') --", 5)]
    [InlineData("%needle_", 5)]
    [InlineData("nee*le", 0)]
    public async Task Takes_words_as_words_whatever_surrounds_them(string text, int count)
    {
        var found = await EveryAsync(library.User, Query(new() { Text = text }, MediaSort.Newest, CatalogQuery.DefaultScanLimit));

        Assert.Equal(count, found.Count);
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("a rare word")]
    [InlineData("a word of middling frequency")]
    [InlineData("a rare kind")]
    [InlineData("one of two tags")]
    [InlineData("a narrow width")]
    public async Task Counts_exactly_what_fits(string name)
    {
        var (filter, fits) = Filters[name];
        var query = Query(filter, MediaSort.Newest, CatalogQuery.DefaultScanLimit);

        var facets = await library.Catalog.CountAsync(
            library.User, query, new() { Exact = true, WithBytes = true }, TestContext.Current.CancellationToken);

        var expected = library.Items.Where(fits).GroupBy(item => item.SourceType.ToString())
            .Select(group => new FacetCount(group.Key, group.Count(), false, group.Sum(item => item.SizeBytes)))
            .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal);
        Assert.Equal(expected, facets.SourceTypes);
    }

    [Fact]
    public async Task Stops_counting_at_the_cap()
    {
        var query = Query(new() { MinWidth = 1 }, MediaSort.Newest, 1500);

        var facets = await library.Catalog.CountAsync(library.User, query, FacetCounting.Default, TestContext.Current.CancellationToken);

        Assert.Contains(new("upload", 1000, true, null), facets.SourceTypes);
        Assert.Contains(new("image", 1000, true, null), facets.Kinds);
        Assert.All(facets.Tags, tag => Assert.True(tag.IsCapped));
    }

    private static CatalogQuery Query(MediaFilter filter, MediaSort sort, int scanLimit) => new()
    {
        Filter = filter,
        TagKeys = [.. filter.Tags],
        Words = SearchWords.Of(filter.Text),
        Sort = sort,
        Limit = 150,
        ScanLimit = scanLimit,
    };

    private IEnumerable<MediaId> Expected(Func<MediaItem, bool> fits, MediaSort sort)
    {
        var items = library.Items.Where(fits);
        return (sort switch
        {
            MediaSort.Newest => items.OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id),
            MediaSort.Oldest => items.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id),
            MediaSort.Largest => items.OrderByDescending(item => item.SizeBytes).ThenByDescending(item => item.Id),
            _ => items.OrderBy(item => item.Title, StringComparer.Ordinal).ThenBy(item => item.Id),
        }).Select(item => item.Id);
    }

    private async Task<List<MediaItem>> EveryAsync(MediaUser user, CatalogQuery query, Action<PagePosition>? _onNext = null)
    {
        var items = new List<MediaItem>();
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 1000, "The list does not end.");
            var page = await library.Catalog.ListAsync(user, query, TestContext.Current.CancellationToken);
            items.AddRange(page.Items);
            if (page.Next is null)
            {
                return items;
            }

            _onNext?.Invoke(page.Next);
            query = query with { After = page.Next };
        }
    }
}
