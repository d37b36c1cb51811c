using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests every filter, and every pair of filters, against a predicate over the items.</summary>
public abstract class MediaCatalogFilterTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    // Each entry filters by one property and has a predicate that is true for the expected items.
    private static readonly Dictionary<string, FilterCase> Filters = new()
    {
        ["images"] = new("Kinds", f => f with { Kinds = [MediaKind.Image] }, i => i.Kind == MediaKind.Image),
        ["either kind"] = new("Kinds", f => f with { Kinds = [MediaKind.Video, MediaKind.Image] }, _ => true),
        ["one source type"] = new("SourceTypes", f => f with { SourceTypes = [SourceType.Enhanced] }, i => i.SourceType == SourceType.Enhanced),
        ["stock or playground"] = new(
            "SourceTypes",
            f => f with { SourceTypes = [SourceType.Stock, SourceType.Playground] },
            i => i.SourceType == SourceType.Stock || i.SourceType == SourceType.Playground),
        ["enhancement type"] = new(
            "EnhancementTypes", f => f with { EnhancementTypes = ["upscale", "none"] }, i => i.EnhancementType == "upscale"),
        ["public"] = new("Visibilities", f => f with { Visibilities = [Visibility.Public] }, i => i.Visibility == Visibility.Public),
        ["not public"] = new(
            "Visibilities", f => f with { Visibilities = [Visibility.Private, Visibility.Draft] }, i => i.Visibility != Visibility.Public),
        ["content type"] = new(
            "ContentTypes", f => f with { ContentTypes = ["image/webp", "video/mp4"] }, i => i.ContentType is "image/webp" or "video/mp4"),
        ["created from"] = new("Created", f => f with { CreatedFrom = Noon.AddMicroseconds(3) }, i => i.CreatedAt >= Noon.AddMicroseconds(3)),
        ["created before"] = new(
            "Created", f => f with { CreatedBefore = Noon.AddMicroseconds(9) }, i => i.CreatedAt < Noon.AddMicroseconds(9)),
        ["created between, in another time zone"] = new(
            "Created",
            f => f with { CreatedFrom = Noon.AddMicroseconds(2).ToOffset(TimeSpan.FromHours(9)), CreatedBefore = Noon.AddMicroseconds(11) },
            i => i.CreatedAt >= Noon.AddMicroseconds(2) && i.CreatedAt < Noon.AddMicroseconds(11)),
        ["minimum size"] = new("Bytes", f => f with { MinBytes = 400 }, i => i.SizeBytes >= 400),
        ["maximum size"] = new("Bytes", f => f with { MaxBytes = 5_000_000_000 }, i => i.SizeBytes <= 5_000_000_000),
        ["exact size"] = new("Bytes", f => f with { MinBytes = 300, MaxBytes = 300 }, i => i.SizeBytes == 300),
        ["minimum width"] = new("Width", f => f with { MinWidth = 101 }, i => i.Width >= 101),
        ["maximum width"] = new("Width", f => f with { MaxWidth = 101 }, i => i.Width <= 101),
        ["minimum height"] = new("Height", f => f with { MinHeight = 1 }, i => i.Height >= 1),
        ["maximum height"] = new("Height", f => f with { MaxHeight = 105 }, i => i.Height <= 105),
        ["all tags"] = new("Tags", f => f with { Tags = ["RED", " blue "] }, i => i.Tags.Contains("Red") && i.Tags.Contains("blue")),
        ["any tag"] = new(
            "Tags",
            f => f with { Tags = ["GREEN", "ärger"], TagMatch = TagMatch.Any },
            i => i.Tags.Contains("green") || i.Tags.Contains("ÄRGER")),
        ["one tag"] = new("Tags", f => f with { Tags = ["red"] }, i => i.Tags.Contains("Red")),
        ["absent tag"] = new("Tags", f => f with { Tags = ["re", "red"] }, _ => false),
        ["text"] = new("Text", f => f with { Text = "num" }, i => i.Title is not null),
        ["two words"] = new(
            "Text", f => f with { Text = "number 1" }, i => i.Title is not null && i.Title.Contains(" 1", StringComparison.Ordinal)),
    };

    public static TheoryData<string> Names => [.. Filters.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task List_applies_a_filter(string name)
    {
        var items = await AddVariedItemsAsync();
        var (_, apply, matches) = Filters[name];

        var listed = await ListAsync(Query(apply(new()), limit: 3));

        Assert.Equal(Ids(items.Where(matches)), Ids(listed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task List_combines_two_filters(string name)
    {
        var items = await AddVariedItemsAsync();
        var (property, apply, matches) = Filters[name];
        foreach (var (other, (otherProperty, applyOther, matchesOther)) in Filters)
        {
            if (property == otherProperty)
            {
                continue;
            }

            var listed = await ListAsync(Query(applyOther(apply(new())), limit: 200));

            var expected = items.Where(item => matches(item) && matchesOther(item));
            Assert.True(Ids(expected).SequenceEqual(Ids(listed)), $"\"{name}\" and \"{other}\" return unexpected items.");
        }
    }

    [Theory]
    [InlineData(TagMatch.All)]
    [InlineData(TagMatch.Any)]
    public async Task Tag_filter_matches_whole_tags_literally(TagMatch match)
    {
        string[] tags =
            ["100%", "a_b", "axb", "it's", "\"q\"", "a b", "ab", "猫", "😀", "e\u0301", "é", "e", "*", "tag:x", "a,b", "[]", "\\"];
        var items = new Dictionary<string, MediaId>();
        foreach (var tag in tags)
        {
            items.Add(tag, (await AddAsync(item => item with { Metadata = CreateMetadata(null, null, tag) })).Id);
        }

        foreach (var tag in tags)
        {
            var expected = items.Where(pair => TagKey.FromTag(pair.Key) == TagKey.FromTag(tag)).Select(pair => pair.Value);
            var listed = await ListAsync(Query(new() { Tags = [tag], TagMatch = match }));

            Assert.Equal(expected.Order(), Ids(listed).Order());
        }

        Assert.Empty(await ListAsync(Query(new() { Tags = ["a%"], TagMatch = match })));
    }

    [Fact]
    public async Task Tag_filter_ignores_case_and_duplicate_tags()
    {
        var item = await AddAsync(item => item with { Metadata = CreateMetadata(null, null, "Red", "RED", "red ") });
        await AddAsync(item => item with { Metadata = CreateMetadata(null, null, "red") });

        Assert.Equal(2, (await ListAsync(Query(new() { Tags = ["red"] }, limit: 1))).Count);
        Assert.Empty(await ListAsync(Query(new() { Tags = ["red", "blue"] })));
        Assert.Contains(item.Id, Ids(await ListAsync(Query(new() { Tags = ["red", "blue"], TagMatch = TagMatch.Any }))));
    }

    [Fact]
    public async Task List_accepts_fifty_tags_and_many_values()
    {
        var tags = Enumerable.Range(0, 50).Select(number => $"tag {number}").ToArray();
        var item = await AddAsync(item => item with { Metadata = CreateMetadata(null, null, tags) });
        await AddAsync(item => item with { Metadata = CreateMetadata(null, null, tags[1..]) });

        Assert.Equal(item.Id, Assert.Single(await ListAsync(Query(new() { Tags = tags }))).Id);
        Assert.Equal(2, (await ListAsync(Query(new() { Tags = tags, TagMatch = TagMatch.Any }))).Count);
        Assert.Equal(2, (await ListAsync(Query(new() { ContentTypes = [.. tags, "image/png"], EnhancementTypes = [] }))).Count);
    }

    // Returns the items from the newest to the oldest, like a list without a sort order.
    private async Task<MediaItem[]> AddVariedItemsAsync()
    {
        SourceType[] sources = [SourceType.Upload, SourceType.Playground, SourceType.Enhanced, SourceType.Stock];
        Visibility[] visibilities = [Visibility.Private, Visibility.Public, Visibility.Draft];
        string[] contentTypes = ["image/png", "image/webp", "video/mp4", "image/jpeg", "video/webm"];
        string[][] tags = [["Red", "blue"], ["Red"], ["green", "blue", "x"], ["ÄRGER"], []];
        var items = new List<MediaItem>();
        for (var number = 0; number < 14; number++)
        {
            var n = number;
            items.Add(await AddAsync(item => item with
            {
                Kind = n % 5 is 2 or 4 ? MediaKind.Video : MediaKind.Image,
                SourceType = sources[n % 4],
                EnhancementType = n % 4 == 2 ? (n % 3 == 0 ? "UPSCALE" : "upscale") : null,
                Visibility = visibilities[n % 3],
                ContentType = contentTypes[n % 5],
                SizeBytes = n == 13 ? 5_000_000_001 : n * 100,
                Width = n % 7 == 3 ? null : 95 + n,
                Height = n % 6 == 4 ? null : 110 - n,
                CreatedAt = Noon.AddMicroseconds(n),
                UpdatedAt = Noon.AddMicroseconds(n),
                Metadata = n % 2 == 0 ? CreateMetadata(null, null, tags[n % 5]) : CreateMetadata($"Number {n}", null, tags[n % 5]),
            }));
        }

        items.Reverse();
        return [.. items];
    }

    private sealed record FilterCase(string Property, Func<MediaFilter, MediaFilter> Apply, Func<MediaItem, bool> Matches);
}
