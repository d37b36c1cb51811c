using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests facets: the number of items per source type, kind and tag.</summary>
public abstract class MediaCatalogFacetTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private const int Cap = FacetCounts.MaxItems;

    [Fact]
    public async Task Count_sorts_values_by_frequency()
    {
        await AddItemsAsync();

        var facets = await CountAsync();

        Assert.Equal([new("upload", 3), new("enhanced", 1), new("stock", 1)], facets.SourceTypes);
        Assert.Equal([new("image", 4), new("video", 1)], facets.Kinds);
        Assert.Equal(
            [new("red", 5), new("blue", 2), new("ärger", 1)],
            facets.Tags);
    }

    [Fact]
    public async Task Count_sums_bytes_when_requested()
    {
        await AddItemsAsync();

        var facets = await CountAsync(options: new() { WithBytes = true });

        Assert.Equal([new("upload", 3) { Bytes = 111 }, new("enhanced", 1) { Bytes = 1000 }, new("stock", 1) { Bytes = 10_000 }], facets.SourceTypes);
        Assert.Equal([new("image", 4) { Bytes = 1111 }, new("video", 1) { Bytes = 10_000 }], facets.Kinds);
        Assert.Equal([new("red", 5) { Bytes = 11_111 }, new("blue", 2) { Bytes = 101 }, new("ärger", 1) { Bytes = 10 }], facets.Tags);
    }

    [Fact]
    public async Task Count_of_a_group_ignores_the_filter_on_that_group()
    {
        await AddItemsAsync();
        var filter = new MediaFilter { SourceTypes = [SourceType.Upload], Kinds = [MediaKind.Image], Tags = ["red"] };

        var facets = await CountAsync(filter);

        Assert.Equal([new("upload", 3), new("enhanced", 1)], facets.SourceTypes);
        Assert.Equal([new("image", 3)], facets.Kinds);
        Assert.Equal([new("red", 3), new("blue", 2), new("ärger", 1)], facets.Tags);
    }

    [Fact]
    public async Task Count_of_a_group_applies_the_other_filters()
    {
        await AddItemsAsync();

        var facetsOfLargeItems = await CountAsync(new() { MinBytes = 100 });
        var facetsOfMatches = await CountAsync(new() { Text = "stocked" });

        Assert.Equal(["enhanced", "stock", "upload"], facetsOfLargeItems.SourceTypes.Select(count => count.Value));
        Assert.Equal([new("image", 2), new("video", 1)], facetsOfLargeItems.Kinds);
        Assert.Equal([new("red", 3), new("blue", 1)], facetsOfLargeItems.Tags);
        Assert.Equal([new("stock", 1)], facetsOfMatches.SourceTypes);
        Assert.Equal([new("red", 1)], facetsOfMatches.Tags);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Count_returns_at_most_the_requested_tags(int maxTags)
    {
        await AddItemsAsync();

        var facets = await CountAsync(options: new() { MaxTags = maxTags });

        Assert.Equal(((string[])["red", "blue", "ärger"]).Take(maxTags), facets.Tags.Select(count => count.Value));
    }

    [Fact]
    public async Task Count_of_an_empty_library_is_empty()
    {
        var facets = await CountAsync();

        Assert.Empty(facets.SourceTypes);
        Assert.Empty(facets.Kinds);
        Assert.Empty(facets.Tags);
    }

    [Fact]
    public async Task Count_includes_an_item_once_per_tag()
    {
        await AddAsync(item => item with { Metadata = CreateMetadata(null, null, "Cat", "cat", " CAT") });

        Assert.Equal([new("cat", 1)], (await CountAsync()).Tags);
    }

    [Fact]
    public async Task Count_sorts_equal_counts_by_value()
    {
        string[] tags = ["b", "a", "z", "ä", "猫", "a b", "10", "9", "\uFF5E", "😀"];
        await AddAsync(item => item with { Metadata = CreateMetadata(null, null, tags) });

        Assert.Equal(
            ["10", "9", "a", "a b", "b", "z", "ä", "猫", "\uFF5E", "😀"], (await CountAsync()).Tags.Select(count => count.Value));
    }

    [Fact]
    public async Task Count_includes_ready_items_only()
    {
        await AddAsync();
        await ReserveAsync();
        await CreateInStateAsync(AttemptState.Deleted);

        Assert.Equal([new("upload", 1)], (await CountAsync(options: new() { Exact = true })).SourceTypes);
    }

    [Fact]
    public async Task Count_stops_at_the_cap_unless_exact()
    {
        for (var number = 0; number < Cap + 5; number++)
        {
            var tag = number < 5 ? "old" : "new";
            await AddAsync(item => item with { Metadata = CreateMetadata(null, null, tag) });
        }

        await AddAsync(item => item with { SourceType = SourceType.Stock, Kind = MediaKind.Video });

        var capped = await CountAsync();
        var exact = await CountAsync(options: new() { Exact = true, WithBytes = true });

        Assert.Equal([new("upload", Cap) { IsCapped = true }, new("stock", 1)], capped.SourceTypes);
        Assert.Equal([new("image", Cap) { IsCapped = true }, new("video", 1)], capped.Kinds);
        Assert.Equal(("new", true), (Assert.Single(capped.Tags).Value, capped.Tags[0].IsCapped));
        Assert.InRange(capped.Tags[0].Count, Cap - 1, Cap);
        Assert.Equal([new("upload", Cap + 5) { Bytes = 1000 * (Cap + 5) }, new("stock", 1) { Bytes = 1000 }], exact.SourceTypes);
        Assert.Equal([new("new", Cap) { Bytes = 1000 * Cap }, new("old", 5) { Bytes = 5000 }], exact.Tags);
    }

    private async Task AddItemsAsync()
    {
        await AddAsync(item => item with { SizeBytes = 1, Metadata = CreateMetadata(null, null, "red", "blue") });
        await AddAsync(item => item with { SizeBytes = 10, Metadata = CreateMetadata(null, null, "Red", "ÄRGER") });
        await AddAsync(item => item with { SizeBytes = 100, Metadata = CreateMetadata(null, null, "BLUE", "RED ") });
        await AddAsync(item => item with { SizeBytes = 1000, SourceType = SourceType.Enhanced, Metadata = CreateMetadata(null, null, "red") });
        await AddAsync(item => item with
        {
            SizeBytes = 10_000,
            SourceType = SourceType.Stock,
            Kind = MediaKind.Video,
            Metadata = CreateMetadata("Stocked", null, "red"),
        });
    }
}
