using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class GetUserUnifiedMediaTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<MediaSort> Sorts => [.. Enum.GetValues<MediaSort>()];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Pages_of_any_size_contain_every_item_once(MediaSort sort)
    {
        await using var host = await WithItemsAsync();
        var whole = (await host.Store.GetUserUnifiedMediaAsync(Alice, new() { Sort = sort, PageSize = 200 }, Token)).Items;

        List<MediaId> walked = [];
        string? cursor = null;
        for (var turn = 0; turn == 0 || cursor is not null; turn++)
        {
            var page = await host.Store.GetUserUnifiedMediaAsync(
                Alice, new() { Sort = sort, PageSize = 1 + (turn % 3), Cursor = cursor }, Token);
            walked.AddRange(page.Items.Select(item => item.Id));
            cursor = page.NextCursor;
        }

        Assert.Equal(whole.Select(item => item.Id), walked);
        Assert.Equal(12, walked.Distinct().Count());
    }

    [Fact]
    public async Task List_has_the_requested_order()
    {
        await using var host = await WithItemsAsync();

        Assert.Equal(await TitlesAsync(MediaSort.Newest), (await TitlesAsync(MediaSort.Oldest)).Reverse());
        var sizes = (await host.Store.GetUserUnifiedMediaAsync(
            Alice, new() { Sort = MediaSort.Largest }, Token)).Items.Select(item => item.SizeBytes);
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal(
            [null, "A", "B", "\u00C4", "🙂"], (await TitlesAsync(MediaSort.Title)).Select(title => title?.ToUpperInvariant()).Distinct());

        async Task<string?[]> TitlesAsync(MediaSort sort) =>
            [.. (await host.Store.GetUserUnifiedMediaAsync(Alice, new() { Sort = sort }, Token)).Items.Select(item => item.Title)];
    }

    [Fact]
    public async Task List_of_another_owner_contains_public_items_only()
    {
        await using var host = WatchedHost.InMemory();
        await host.Store.AddAsync(Alice);
        var shown = await host.Store.AddAsync(Alice, visibility: Visibility.Public);

        foreach (var user in new[] { Bob, MediaUser.Anonymous })
        {
            var page = await host.Store.GetUserUnifiedMediaAsync(user, new() { Owner = Alice.Id }, Token);
            Assert.Equal([shown.Id], page.Items.Select(item => item.Id));
        }

        Assert.Empty((await host.Store.GetUserUnifiedMediaAsync(Bob, cancellationToken: Token)).Items);
        Assert.Empty(
            (await host.Store.GetUserUnifiedMediaAsync(Bob, new() { Owner = Alice.Id, Visibilities = [Visibility.Private] }, Token)).Items);
    }

    [Fact]
    public async Task Cursor_is_valid_only_for_its_owner_filter_and_order()
    {
        await using var host = await WithItemsAsync();
        var query = new MediaQuery { PageSize = 2, Tags = ["even"] };
        var cursor = (await host.Store.GetUserUnifiedMediaAsync(Alice, query, Token)).NextCursor;
        query = query with { Cursor = cursor };
        MediaQuery[] others =
        [
            query with { Tags = [] },
            query with { Tags = ["odd"] },
            query with { TagMatch = TagMatch.Any },
            query with { Sort = MediaSort.Oldest },
            query with { Kinds = [MediaKind.Image] },
            query with { SourceTypes = [SourceType.Upload] },
            query with { EnhancementTypes = ["x"] },
            query with { Visibilities = [Visibility.Private] },
            query with { ContentTypes = ["image/png"] },
            query with { CreatedFrom = DateTimeOffset.UnixEpoch },
            query with { CreatedBefore = DateTimeOffset.MaxValue },
            query with { MinBytes = 1 },
            query with { MaxBytes = 1_000_000 },
            query with { MinWidth = 1 },
            query with { MaxWidth = 1_000 },
            query with { MinHeight = 1 },
            query with { MaxHeight = 1_000 },
            query with { Text = "a" },
            query with { Owner = OwnerId.Parse("bob") },
        ];

        Assert.NotNull(cursor);
        Assert.NotEmpty(
            (await host.Store.GetUserUnifiedMediaAsync(Alice, query with { PageSize = 100, Tags = ["EVEN", "even"] }, Token)).Items);
        foreach (var other in others)
        {
            Assert.Equal(["invalid_cursor Cursor"], await Refusal.OfAsync(() => host.Store.GetUserUnifiedMediaAsync(Alice, other, Token)));
        }

        Assert.Equal(["invalid_cursor Cursor"], await Refusal.OfAsync(() => host.Store.GetUserUnifiedMediaAsync(Bob, query, Token)));
    }

    [Fact]
    public async Task List_continues_after_the_item_of_its_cursor_was_deleted()
    {
        await using var host = await WithItemsAsync();
        var first = await host.Store.GetUserUnifiedMediaAsync(Alice, new() { PageSize = 4 }, Token);
        await host.Store.DeleteMediaUnifiedAsync(Alice, first.Items[^1].Id, cancellationToken: Token);

        var rest = await host.Store.GetUserUnifiedMediaAsync(Alice, new() { PageSize = 100, Cursor = first.NextCursor }, Token);

        Assert.Equal(8, rest.Items.Count);
    }

    [Fact]
    public async Task Titles_longer_than_the_limit_do_not_stop_a_list()
    {
        await using var host = WatchedHost.InMemory();
        for (var number = 0; number < 4; number++)
        {
            var item = await host.Store.AddAsync(Alice);
            var title = new string('\u20AC', 5_000) + number;
            var update = new CatalogUpdate
            {
                Id = item.Id,
                ExpectedUpdatedAt = item.UpdatedAt,
                UpdatedAt = item.UpdatedAt.AddSeconds(1),
                Metadata = MediaMetadata.FromJson($$"""{"title":"{{title}}"}"""),
                Visibility = default,
            };
            await host.Catalog.UpdateAsync(Alice, update, Token);
        }

        Assert.Equal(4, await host.Store.EnumerateAllAsync(Alice, new() { Sort = MediaSort.Title, PageSize = 1 }, Token).CountAsync(Token));
    }

    [Fact]
    public async Task Facets_count_each_group_without_its_own_filter()
    {
        await using var host = await WithItemsAsync();
        await host.Store.UploadUserImageAsync(
            Alice, new() { Content = SmallImage.Content, Source = SourceType.Stock, Tags = ["Even", "Sky"] }, Token);

        var facets = await host.Store.GetMediaFacetsAsync(
            Alice,
            new MediaQuery { Tags = ["even"], SourceTypes = [SourceType.Stock], Cursor = "ignored" },
            new() { MaxTags = 2, WithBytes = true },
            Token);

        Assert.Equal([("upload", 6L), ("stock", 1L)], facets.SourceTypes.Select(count => (count.Value, count.Count)));
        Assert.Equal([("image", 1L)], facets.Kinds.Select(count => (count.Value, count.Count)));
        Assert.Equal([("even", 1L), ("sky", 1L)], facets.Tags.Select(count => (count.Value, count.Count)));
        Assert.All(facets.Tags, count => Assert.Equal(SmallImage.Bytes.Length, count.Bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Facets_accept_a_number_of_tags_within_bounds(int maxTags)
    {
        await using var host = WatchedHost.InMemory();

        Assert.Empty((await host.Store.GetMediaFacetsAsync(Alice, options: new() { MaxTags = maxTags }, cancellationToken: Token)).Tags);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(201)]
    public async Task Facets_name_every_broken_rule_of_filter_and_options(int maxTags)
    {
        await using var host = WatchedHost.InMemory();

        Assert.Equal(
            [Refusal.Field("MaxTags"), Refusal.Field("TagMatch"), Refusal.Field("Tags")],
            await Refusal.OfAsync(() => host.Store.GetMediaFacetsAsync(
                Alice, new() { TagMatch = (TagMatch)9, Tags = [""] }, new() { MaxTags = maxTags }, Token)));
    }

    private static async Task<WatchedHost> WithItemsAsync()
    {
        var host = WatchedHost.InMemory();
        string?[] titles = ["b", null, "a", "\u00C4", "🙂", "A"];
        for (var number = 0; number < 12; number++)
        {
            await host.Store.AddAsync(Alice, titles[number % 6], width: 4 + (number / 3), tags: number % 2 == 0 ? "even" : "odd");
            if (number % 4 == 3)
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        return host;
    }
}
