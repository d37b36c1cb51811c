using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests lists and counts over 2,500 items, also with lower scan limits. No item is skipped or repeated.</summary>
public abstract class MediaCatalogLargeListTests<THarness>(LargeLibrary<THarness> library) : IClassFixture<LargeLibrary<THarness>>
    where THarness : MediaCatalogHarness, new()
{
    private const int PageSize = 150;

    public static TheoryData<string, MediaSort, int> Queries =>
        new MatrixTheoryData<string, MediaSort, int>(LargeListFilters.All.Keys, Enum.GetValues<MediaSort>(), [ScanBudget.ScanLimit, 700, 90]);

    public static TheoryData<string, MediaSort> FiltersAndSorts =>
        new MatrixTheoryData<string, MediaSort>(LargeListFilters.All.Keys, Enum.GetValues<MediaSort>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task List_returns_matching_items_in_order(string name, MediaSort sort, int scanLimit)
    {
        var (filter, matches) = LargeListFilters.All[name];

        var listed = await ListAllAsync(library.User, filter, sort, scanLimit);

        Assert.Equal(Expected(matches, sort), listed.Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task List_for_anonymous_users_reveals_public_items_only(string name, MediaSort sort, int scanLimit)
    {
        var (filter, matches) = LargeListFilters.All[name];
        var visible = library.Items.Where(IsPublic).Select(item => item.Id).ToHashSet();

        var listed = await ListAllAsync(MediaUser.Anonymous, filter, sort, scanLimit, next => Assert.Contains(next.Id, visible));

        Assert.Equal(Expected(item => matches(item) && IsPublic(item), sort), listed.Select(item => item.Id));
    }

    [Theory]
    [MemberData(nameof(FiltersAndSorts))]
    public async Task List_over_all_owners_returns_matching_items_in_order(string name, MediaSort sort)
    {
        var (filter, matches) = LargeListFilters.All[name];
        var ids = library.Items.Select(item => item.Id).ToHashSet();

        var all = await ListAllAsync(MediaUser.Service, filter, sort, 700, scope: CatalogScope.ForAllOwners(CatalogAccess.All));

        Assert.Equal(Expected(matches, sort), all.Select(item => item.Id).Where(ids.Contains));
    }

    [Theory]
    [MemberData(nameof(FiltersAndSorts))]
    public async Task List_of_public_items_reveals_no_private_item(string name, MediaSort sort)
    {
        var (filter, matches) = LargeListFilters.All[name];
        var ids = library.Items.Select(item => item.Id).ToHashSet();
        var hidden = library.Items.Where(item => !IsPublic(item)).Select(item => item.Id).ToHashSet();

        var listed = await ListAllAsync(
            MediaUser.Anonymous,
            filter,
            sort,
            700,
            next => Assert.DoesNotContain(next.Id, hidden),
            CatalogScope.ForAllOwners(CatalogAccess.PublicOnly));

        Assert.Equal(Expected(item => matches(item) && IsPublic(item), sort), listed.Select(item => item.Id).Where(ids.Contains));
        Assert.All(listed, item => Assert.Equal(Visibility.Public, item.Visibility));
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
    public async Task Search_treats_operators_as_words_or_separators(string text, int count)
    {
        var listed = await ListAllAsync(library.User, new() { Text = text }, MediaSort.Newest, ScanBudget.ScanLimit);

        Assert.Equal(count, listed.Count);
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("a rare word")]
    [InlineData("a word of medium frequency")]
    [InlineData("a rare kind")]
    [InlineData("one of two tags")]
    [InlineData("a narrow width")]
    public async Task Exact_count_includes_every_matching_item(string name)
    {
        var (filter, matches) = LargeListFilters.All[name];

        var facets = await library.Catalog.CountAsync(library.User, FilterOfOwner(filter), new() { Exact = true, WithBytes = true }, Token);

        var expected = library.Items.Where(matches).GroupBy(item => item.SourceType.ToString())
            .Select(group => new FacetCount(group.Key, group.Count()) { Bytes = group.Sum(item => item.SizeBytes) })
            .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal);
        Assert.Equal(expected, facets.SourceTypes);
    }

    [Fact]
    public async Task Count_stops_at_the_cap()
    {
        var facets = await library.Catalog.CountAsync(library.User, FilterOfOwner(new() { MinWidth = 1 }), FacetOptions.Default, Token);

        Assert.Contains(new("upload", 1000) { IsCapped = true }, facets.SourceTypes);
        Assert.Contains(new("image", 1000) { IsCapped = true }, facets.Kinds);
        Assert.All(facets.Tags, tag => Assert.True(tag.IsCapped));
    }

    private static bool IsPublic(MediaItem item) => item.Visibility == Visibility.Public;

    private CatalogFilter FilterOfOwner(MediaFilter filter) => CatalogFilter.Create(library.User, library.User.Id!.Value, filter);

    private IEnumerable<MediaId> Expected(Func<MediaItem, bool> matches, MediaSort sort)
    {
        var items = library.Items.Where(matches);
        return (sort switch
        {
            MediaSort.Newest => items.OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id),
            MediaSort.Oldest => items.OrderBy(item => item.CreatedAt).ThenBy(item => item.Id),
            MediaSort.Largest => items.OrderByDescending(item => item.SizeBytes).ThenByDescending(item => item.Id),
            _ => items.OrderBy(item => item.Title, StringComparer.Ordinal).ThenBy(item => item.Id),
        }).Select(item => item.Id);
    }

    private async Task<List<MediaItem>> ListAllAsync(
        MediaUser user, MediaFilter filter, MediaSort sort, int scanLimit, Action<PagePosition>? checkNext = null, CatalogScope? scope = null)
    {
        var query = new CatalogQuery
        {
            Filter = CatalogFilter.Create(scope ?? AccessRule.GetScope(user, library.User.Id), filter),
            Sort = sort,
            Limit = PageSize,
            ScanLimit = scanLimit,
        };
        var items = new List<MediaItem>();
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 1000, "The list does not end.");
            var page = await library.Catalog.ListAsync(user, query, Token);
            items.AddRange(page.Items);
            if (page.Next is null)
            {
                return items;
            }

            checkNext?.Invoke(page.Next);
            query = query with { After = page.Next };
        }
    }
}
