using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests sort orders, ties and pages.</summary>
public abstract class MediaCatalogListingTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    // In code point order U+FF5E precedes U+1F600; in UTF-16 order it follows.
    private static readonly string?[] Titles =
    [
        "b", null, "a", "A", "", "B b", "Ä", "z", "\uFF5E", "😀", "\uFFFD", "猫", "Я",
        "я", "10", "9", "a'", "%", "_", "a\u0301", "á", "ǅ", "ß", "a b", "a-b",
    ];

    public static TheoryData<MediaSort, int> SortsAndLimits =>
        new MatrixTheoryData<MediaSort, int>(Enum.GetValues<MediaSort>(), [1, 2, 7, 25, 200]);

    public static TheoryData<MediaSort> Sorts => [.. Enum.GetValues<MediaSort>()];

    [Theory]
    [MemberData(nameof(SortsAndLimits))]
    public async Task List_keeps_its_order_for_every_page_size(MediaSort sort, int limit)
    {
        var items = await AddVariedItemsAsync();

        var listed = await ListAsync(Query(sort: sort, limit: limit));

        Assert.Equal(Ids(InOrder(items, sort)), Ids(listed));
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Last_page_has_no_next_position(MediaSort sort)
    {
        Assert.Null((await Catalog.ListAsync(Owner, Query(sort: sort), Token)).Next);
        for (var number = 0; number < 4; number++)
        {
            await AddAsync();
        }

        var all = await Catalog.ListAsync(Owner, Query(sort: sort, limit: 4), Token);
        var first = await Catalog.ListAsync(Owner, Query(sort: sort, limit: 2), Token);
        var second = await Catalog.ListAsync(Owner, Query(sort: sort, limit: 2) with { After = first.Next }, Token);

        Assert.Null(all.Next);
        Assert.Equal(PagePosition.FromItem(first.Items[^1], sort), first.Next);
        Assert.Equal(2, second.Items.Count);
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData(MediaSort.Newest)]
    [InlineData(MediaSort.Oldest)]
    public async Task List_sorts_times_by_microsecond(MediaSort sort)
    {
        int[] microseconds = [3, 1, 0, 2, 1_000_000, 999_999, 10];
        var times = microseconds.Select(count => Time.GetUtcNow().AddMicroseconds(count)).ToArray();
        foreach (var createdAt in times)
        {
            await AddAsync(item => item with { CreatedAt = createdAt, UpdatedAt = createdAt });
        }

        var listed = await ListAsync(Query(sort: sort, limit: 2));

        Assert.Equal(sort == MediaSort.Oldest ? times.Order() : times.OrderDescending(), listed.Select(item => item.CreatedAt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task List_sorts_titles_by_code_point(int limit)
    {
        string[] titles = ["\uFF5E", "😀", "\uE000", "\uFFFD", "𝒳", "\uD7FF", "z", "Z1", "z0"];
        foreach (var title in titles)
        {
            await AddAsync(item => item with { Metadata = CreateMetadata(title) });
        }

        var listed = await ListAsync(Query(sort: MediaSort.Title, limit: limit));

        Assert.Equal(["z", "z0", "Z1", "\uD7FF", "\uE000", "\uFF5E", "\uFFFD", "𝒳", "😀"], listed.Select(item => item.Title));
    }

    [Fact]
    public async Task List_sorts_long_titles_by_every_character()
    {
        var stem = new string('t', 254);
        foreach (var title in (string[])[stem + "c", stem, stem + "A", stem + "b"])
        {
            await AddAsync(item => item with { Metadata = CreateMetadata(title) });
        }

        var listed = await ListAsync(Query(sort: MediaSort.Title, limit: 1));

        Assert.Equal([stem, stem + "A", stem + "b", stem + "c"], listed.Select(item => item.Title));
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Paging_neither_skips_nor_repeats_items_during_changes(MediaSort sort)
    {
        var items = InOrder(await AddVariedItemsAsync(), sort);
        var deletedIds = new HashSet<MediaId>();
        var listed = new List<MediaId>();
        var query = Query(sort: sort, limit: 3);
        for (var page = 0; ; page++)
        {
            var result = await Catalog.ListAsync(Owner, query, Token);
            listed.AddRange(Ids(result.Items));
            if (result.Next is null)
            {
                break;
            }

            query = query with { After = result.Next };
            await AddAsync(item => item with { Metadata = CreateMetadata(Titles[page % Titles.Length]), SizeBytes = 100 * page });
            await DeleteAsync(listed[^1]);
            await DeleteAsync(items[^(page + 1)].Id);
        }

        var remainingIds = items.Where(item => !deletedIds.Contains(item.Id)).Select(item => item.Id).ToArray();
        Assert.NotEmpty(remainingIds);
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Equal(remainingIds, listed.Where(remainingIds.Contains));

        async Task DeleteAsync(MediaId id)
        {
            if (deletedIds.Add(id))
            {
                await Catalog.MarkDeletedAsync(Owner, id, Token);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task List_continues_after_any_position(MediaSort sort)
    {
        var items = InOrder(await AddVariedItemsAsync(), sort);
        foreach (var (index, item) in items.Index())
        {
            var page = await Catalog.ListAsync(Owner, Query(sort: sort, limit: 200) with { After = PagePosition.FromItem(item, sort) }, Token);

            Assert.Equal(Ids(items[(index + 1)..]), Ids(page.Items));
        }
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task List_with_a_small_scan_limit_finds_every_match(MediaSort sort)
    {
        for (var number = 0; number < 40; number++)
        {
            var width = number is 0 or 17 or 39 ? 5000 : 100;
            await AddAsync(item => item with { Width = width, SizeBytes = 1000 + item.CreatedAt.Second, Metadata = CreateMetadata($"t{width}") });
        }

        var query = Query(new() { MinWidth = 4000 }, sort, limit: 2) with { ScanLimit = 5 };

        Assert.Equal(3, (await ListAsync(query)).Count);
        Assert.Equal(40, (await ListAsync(query with { Filter = Query().Filter })).Count);
        Assert.Equal(3, (await ListAsync(query with { Filter = Query(new() { Text = "t5" }).Filter })).Count);
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task List_without_metadata_omits_the_metadata_only(MediaSort sort)
    {
        await AddVariedItemsAsync();
        var complete = await ListAsync(Query(sort: sort, limit: 7));

        var withoutMetadata = await ListAsync(Query(sort: sort, limit: 7) with { IncludeMetadata = false });
        var first = await Catalog.ListAsync(Owner, Query(sort: sort, limit: 3) with { IncludeMetadata = false }, Token);
        var searched = await ListAsync(Query(new() { Text = "b" }, sort) with { IncludeMetadata = false });

        Assert.Equal(complete.Select(item => item with { Metadata = MediaMetadata.Empty }), withoutMetadata);
        Assert.Equal(PagePosition.FromItem(complete[2], sort), first.Next);
        Assert.Equal(4, searched.Count);
    }

    [Fact]
    public async Task List_returns_ready_items_only()
    {
        var ready = await AddAsync();
        await ReserveAsync();
        await CreateInStateAsync(AttemptState.Abandoned);
        await CreateInStateAsync(AttemptState.Deleted);
        await CreateInStateAsync(AttemptState.Gone);

        AssertSame(ready, Assert.Single(await ListAsync(Query())));
    }

    [Fact]
    public async Task Cancellation_is_not_wrapped()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Catalog.ListAsync(Owner, Query(), source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Catalog.CountAsync(Owner, Query().Filter, FacetOptions.Default, source.Token));
    }

    private async Task<List<MediaItem>> AddVariedItemsAsync()
    {
        var items = new List<MediaItem>();
        foreach (var (number, title) in Titles.Index())
        {
            var createdAt = Time.GetUtcNow().AddSeconds(-number + (number % 3));
            items.Add(await AddAsync(item => item with
            {
                CreatedAt = createdAt,
                UpdatedAt = createdAt,
                SizeBytes = number % 4 == 0 ? 5_000_000_000 : number * 7919 % 5,
                Metadata = title is null ? MediaMetadata.Empty : CreateMetadata(title),
            }));
        }

        return items;
    }

    private static string TextOfId(MediaItem item) => item.Id.ToString();

    private static MediaItem[] InOrder(IEnumerable<MediaItem> items, MediaSort sort) =>
    [
        .. sort switch
        {
            MediaSort.Newest => items.OrderByDescending(item => item.CreatedAt).ThenByDescending(TextOfId, StringComparer.Ordinal),
            MediaSort.Oldest => items.OrderBy(item => item.CreatedAt).ThenBy(TextOfId, StringComparer.Ordinal),
            MediaSort.Largest => items.OrderByDescending(item => item.SizeBytes).ThenByDescending(TextOfId, StringComparer.Ordinal),
            _ => items
                .OrderBy(item => Convert.ToHexString(Encoding.UTF8.GetBytes(TitleSortKey.FromTitle(item.Title))), StringComparer.Ordinal)
                .ThenBy(TextOfId, StringComparer.Ordinal),
        },
    ];
}
