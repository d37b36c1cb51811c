using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// Tests lists and counts over all owners: of all items for the service, of public items for every user. Other tests may have left items in
/// the database, so each test filters by a random enhancement type or ignores items of other tests.
/// </summary>
public abstract class MediaCatalogAllOwnersTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private readonly string _enhancementType = Guid.CreateVersion7().ToString("N");

    public static TheoryData<MediaSort, int> SortsAndLimits => new MatrixTheoryData<MediaSort, int>(Enum.GetValues<MediaSort>(), [1, 3, 200]);

    public static TheoryData<CatalogPrincipal> Principals => [.. Enum.GetValues<CatalogPrincipal>()];

    [Theory]
    [MemberData(nameof(SortsAndLimits))]
    public async Task Service_lists_the_items_of_all_owners_in_order(MediaSort sort, int limit)
    {
        var items = await AddItemsOfTwoOwnersAsync();

        var listed = await ListAsync(All(FilterByEnhancementType(), sort, limit), MediaUser.Service);

        Assert.Equal(Ids(InOrder(items, sort)), Ids(listed));
    }

    [Theory]
    [MemberData(nameof(SortsAndLimits))]
    public async Task Every_user_lists_the_public_items_of_all_owners_in_order(MediaSort sort, int limit)
    {
        var items = await AddItemsOfTwoOwnersAsync();

        foreach (var user in (MediaUser[])[MediaUser.Anonymous, Owner, Other, MediaUser.Service])
        {
            var listed = await ListAsync(Public(FilterByEnhancementType(), sort, limit), user);

            Assert.Equal(Ids(InOrder(items.Where(IsPublic), sort)), Ids(listed));
        }
    }

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task Unfiltered_list_shows_every_item_that_the_user_may_see(CatalogPrincipal principal)
    {
        var items = await AddItemsOfTwoOwnersAsync();
        var user = UserOf(principal);

        var listed = await ListAsync(new CatalogQuery { Filter = CatalogFilter.Create(AccessRule.GetScope(user, null), new()), Limit = 200 }, user);

        var expected = items.Where(item => principal == CatalogPrincipal.Service || IsPublic(item)).ToList();
        var listedOfThisTest = listed.Where(item => items.Exists(added => added.Id == item.Id)).ToList();
        Assert.Equal(Ids(InOrder(expected, MediaSort.Newest)), Ids(listedOfThisTest));
        Assert.Equal(listed.Count, Ids(listed).Distinct().Count());
        Assert.True(principal == CatalogPrincipal.Service || listed.TrueForAll(IsPublic));
    }

    [Theory]
    [InlineData(CatalogPrincipal.Owner)]
    [InlineData(CatalogPrincipal.Other)]
    [InlineData(CatalogPrincipal.Anonymous)]
    public async Task Position_of_a_page_never_names_a_private_item(CatalogPrincipal principal)
    {
        var items = await AddItemsOfTwoOwnersAsync();
        var hidden = items.Where(item => !IsPublic(item)).Select(item => item.Id).ToHashSet();

        foreach (var sort in Enum.GetValues<MediaSort>())
        {
            var query = Public(new() { EnhancementTypes = [_enhancementType], MinWidth = 100_000 }, sort, limit: 2) with { ScanLimit = 3 };
            while ((await Catalog.ListAsync(UserOf(principal), query, Token)).Next is { } next)
            {
                Assert.DoesNotContain(next.Id, hidden);
                query = query with { After = next };
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Filters_narrow_the_lists_over_all_owners(int limit)
    {
        var items = await AddItemsOfTwoOwnersAsync();
        var (filters, matches) = Filters();

        foreach (var (filter, match) in filters.Zip(matches))
        {
            var forService = await ListAsync(All(filter, limit: limit), MediaUser.Service);
            var forAnonymous = await ListAsync(Public(filter, limit: limit), MediaUser.Anonymous);

            Assert.Equal(Ids(InOrder(items.Where(match), MediaSort.Newest)), Ids(forService));
            Assert.Equal(Ids(InOrder(items.Where(item => match(item) && IsPublic(item)), MediaSort.Newest)), Ids(forAnonymous));
        }
    }

    [Fact]
    public async Task List_with_a_small_scan_limit_finds_every_match()
    {
        var items = await AddItemsOfTwoOwnersAsync();
        var filter = new MediaFilter { EnhancementTypes = [_enhancementType], Tags = [$"t{_enhancementType}"], Text = $"w{_enhancementType}" };

        foreach (var sort in Enum.GetValues<MediaSort>())
        {
            var forService = await ListAsync(All(filter, sort, limit: 2) with { ScanLimit = 25 }, MediaUser.Service);
            var forAnonymous = await ListAsync(Public(filter, sort, limit: 2) with { ScanLimit = 25 }, MediaUser.Anonymous);

            Assert.Equal(Ids(InOrder(items.Where(IsTagged), sort)), Ids(forService));
            Assert.Equal(Ids(InOrder(items.Where(item => IsTagged(item) && IsPublic(item)), sort)), Ids(forAnonymous));
        }
    }

    [Fact]
    public async Task Filter_by_a_hidden_visibility_finds_no_public_item()
    {
        await AddItemsOfTwoOwnersAsync();

        var listed = await ListAsync(Public(new() { EnhancementTypes = [_enhancementType], Visibilities = [Visibility.Private] }), Owner);
        var both = await ListAsync(
            Public(new() { EnhancementTypes = [_enhancementType], Visibilities = [Visibility.Private, Visibility.Public] }), MediaUser.Anonymous);

        Assert.Empty(listed);
        Assert.NotEmpty(both);
        Assert.All(both, item => Assert.Equal(Visibility.Public, item.Visibility));
    }

    [Fact]
    public async Task Item_made_private_or_deleted_leaves_the_public_list()
    {
        var items = await AddItemsOfTwoOwnersAsync();
        var hidden = items.First(IsPublic);
        var deleted = items.Last(IsPublic);

        await Catalog.UpdateAsync(
            Owner.Id == hidden.Owner ? Owner : Other,
            new()
            {
                Id = hidden.Id,
                ExpectedUpdatedAt = hidden.UpdatedAt,
                UpdatedAt = hidden.UpdatedAt.AddSeconds(1),
                Metadata = hidden.Metadata,
                Visibility = Visibility.Private,
            },
            Token);
        await Catalog.MarkDeletedAsync(MediaUser.Service, deleted.Id, Token);

        var expected = items.Where(item => IsPublic(item) && item.Id != hidden.Id && item.Id != deleted.Id);
        Assert.Equal(Ids(InOrder(expected, MediaSort.Newest)), Ids(await ListAsync(Public(FilterByEnhancementType()), MediaUser.Anonymous)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Counts_cover_the_items_of_all_owners(bool isExact)
    {
        await AddItemsOfTwoOwnersAsync();
        var options = new FacetOptions { Exact = isExact, WithBytes = true };

        var forService = await Catalog.CountAsync(MediaUser.Service, All(FilterByEnhancementType()).Filter, options, Token);
        var forAnonymous = await Catalog.CountAsync(MediaUser.Anonymous, Public(FilterByEnhancementType()).Filter, options, Token);

        Assert.Equal([("upload", 8, 8_033L), ("stock", 4, 4_022L)], Counts(forService.SourceTypes));
        Assert.Equal([("image", 9, 9_045L), ("video", 3, 3_010L)], Counts(forService.Kinds));
        Assert.Equal([($"t{_enhancementType}", 6, 6_030L)], Counts(forService.Tags));
        Assert.Equal([("stock", 3, 3_015L), ("upload", 1, 1_005L)], Counts(forAnonymous.SourceTypes));
        Assert.Equal([("image", 4, 4_020L)], Counts(forAnonymous.Kinds));
        Assert.Equal([($"t{_enhancementType}", 2, 2_014L)], Counts(forAnonymous.Tags));
    }

    private static IEnumerable<(string Value, long Count, long? Bytes)> Counts(IEnumerable<FacetCount> counts) =>
        counts.Select(count => (count.Value, count.Count, count.Bytes));

    private (MediaFilter[] Filters, Func<MediaItem, bool>[] Matches) Filters() =>
    (
        [
            new() { EnhancementTypes = [_enhancementType], Kinds = [MediaKind.Video] },
            new() { EnhancementTypes = [_enhancementType], SourceTypes = [SourceType.Stock] },
            new() { EnhancementTypes = [_enhancementType], SourceTypes = [SourceType.Stock, SourceType.Upload], Kinds = [MediaKind.Image] },
            new() { Tags = [$"t{_enhancementType}"] },
            new() { Tags = [$"t{_enhancementType}", "nothing"], TagMatch = TagMatch.Any },
            new() { Tags = [$"t{_enhancementType}", "nothing"] },
            new() { Text = $"w{_enhancementType}" },
            new() { Text = $"W{_enhancementType[..30]}" },
            new() { EnhancementTypes = [_enhancementType], MinBytes = 1_005 },
            new() { EnhancementTypes = [_enhancementType], Visibilities = [Visibility.Public, Visibility.Private] },
        ],
        [
            item => item.Kind == MediaKind.Video,
            item => item.SourceType == SourceType.Stock,
            item => item.Kind == MediaKind.Image,
            IsTagged,
            IsTagged,
            _ => false,
            IsTagged,
            IsTagged,
            item => item.SizeBytes >= 1_005,
            _ => true,
        ]);

    private async Task<List<MediaItem>> AddItemsOfTwoOwnersAsync()
    {
        var items = new List<MediaItem>();
        for (var number = 0; number < 12; number++)
        {
            var n = number;
            items.Add(await AddAsync(
                item => item with
                {
                    Kind = n % 4 == 3 ? MediaKind.Video : MediaKind.Image,
                    SourceType = n % 3 == 1 ? SourceType.Stock : SourceType.Upload,
                    EnhancementType = _enhancementType,
                    Visibility = n is 1 or 4 or 5 or 10 ? Visibility.Public : Visibility.Private,
                    SizeBytes = SizeOf(n),
                    Metadata = n % 2 == 0
                        ? CreateMetadata($"title {n % 5} w{_enhancementType}", null, $"t{_enhancementType}")
                        : CreateMetadata($"title {n % 5}"),
                },
                n % 3 == 0 ? Owner : Other));
        }

        return items;
    }

    private static long SizeOf(int number) => 1_000 + (number % 11);

    private MediaFilter FilterByEnhancementType() => new() { EnhancementTypes = [_enhancementType] };

    private bool IsTagged(MediaItem item) => item.Tags.Contains($"t{_enhancementType}");

    private static bool IsPublic(MediaItem item) => item.Visibility == Visibility.Public;

    private static CatalogQuery All(MediaFilter filter, MediaSort sort = MediaSort.Newest, int limit = 50) =>
        new() { Filter = CatalogFilter.Create(CatalogScope.ForAllOwners(CatalogAccess.All), filter), Sort = sort, Limit = limit };

    private static CatalogQuery Public(MediaFilter filter, MediaSort sort = MediaSort.Newest, int limit = 50) =>
        new() { Filter = CatalogFilter.Create(CatalogScope.ForAllOwners(CatalogAccess.PublicOnly), filter), Sort = sort, Limit = limit };

    private static IEnumerable<MediaItem> InOrder(IEnumerable<MediaItem> items, MediaSort sort) => sort switch
    {
        MediaSort.Newest => items.OrderByDescending(item => item.CreatedAt).ThenByDescending(IdText, StringComparer.Ordinal),
        MediaSort.Oldest => items.OrderBy(item => item.CreatedAt).ThenBy(IdText, StringComparer.Ordinal),
        MediaSort.Largest => items.OrderByDescending(item => item.SizeBytes).ThenByDescending(IdText, StringComparer.Ordinal),
        _ => items.OrderBy(item => TitleSortKey.FromTitle(item.Title), StringComparer.Ordinal).ThenBy(IdText, StringComparer.Ordinal),
    };

    private static string IdText(MediaItem item) => item.Id.ToString();
}
