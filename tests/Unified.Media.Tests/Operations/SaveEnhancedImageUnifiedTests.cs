using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class SaveEnhancedImageUnifiedTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly MediaUser Bob = MediaUser.For("bob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("upload", "user-media/enhanced/alice/")]
    [InlineData("stock", "user-media/enhanced/alice/")]
    [InlineData("playground", "playground-images/alice/enhanced/")]
    public async Task Enhanced_image_is_stored_in_the_bucket_of_its_original(string source, string prefix)
    {
        await using var host = WatchedHost.InMemory();
        var original = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Source = SourceType.Parse(source) }, Token);

        var item = await host.Store.SaveEnhancedImageUnifiedAsync(Alice, Enhanced(original.Id.ToString()), Token);

        Assert.Equal((SourceType.Enhanced, "upscale", original.Id.ToString()), (item.SourceType, item.EnhancementType, item.OriginalMediaId));
        Assert.Equal(Visibility.Private, item.Visibility);
        Assert.StartsWith(prefix, item.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Original_of_another_owner_does_not_affect_the_bucket()
    {
        await using var host = WatchedHost.InMemory();
        var original = await host.Store.UploadUserImageAsync(
            Bob, new() { Content = SmallImage.Content, Source = SourceType.Playground, Visibility = Visibility.Public }, Token);

        var item = await host.Store.SaveEnhancedImageUnifiedAsync(Alice, Enhanced(original.Id.ToString()), Token);

        Assert.StartsWith("user-media/enhanced/alice/", item.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("4711")]
    [InlineData("board:7/picture")]
    public async Task Original_id_is_stored_unchanged(string? original)
    {
        await using var host = WatchedHost.InMemory();

        var item = await host.Store.SaveEnhancedImageUnifiedAsync(Alice, Enhanced(original), Token);

        Assert.Equal(original, item.OriginalMediaId);
        Assert.StartsWith("user-media/enhanced/alice/", item.Location!.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string?, string?, string> ShortTexts => new()
    {
        { "", null, "EnhancementType" },
        { "  ", null, "EnhancementType" },
        { null, null, "EnhancementType" },
        { new('x', 51), null, "EnhancementType" },
        { "a\0", null, "EnhancementType" },
        { "upscale", new('x', 51), "OriginalMediaId" },
        { "upscale", "a\nb\0", "OriginalMediaId" },
    };

    [Theory]
    [MemberData(nameof(ShortTexts))]
    public async Task Save_rejects_invalid_enhancement_types_and_original_ids(string? type, string? original, string field)
    {
        await using var host = WatchedHost.InFolder();
        var image = new EnhancedImage { Content = SmallImage.Content, EnhancementType = type!, OriginalMediaId = original };

        Assert.Equal([Refusal.Field(field)], await Refusal.OfAsync(() => host.Store.SaveEnhancedImageUnifiedAsync(Alice, image, Token)));
        await host.AssertNothingLeftAsync(Alice);
    }

    [Fact]
    public async Task Save_with_a_broken_field_does_not_read_the_original()
    {
        CountsFinding? catalog = null;
        await using var host = WatchedHost.InMemory(media => media.DecorateCatalog((inner, _) => catalog = new(inner)));
        var original = await host.Store.AddAsync(Alice);

        var image = new EnhancedImage { Content = SmallImage.Content, EnhancementType = "", OriginalMediaId = original.Id.ToString() };
        Assert.Equal([Refusal.Field("EnhancementType")], await Refusal.OfAsync(() => host.Store.SaveEnhancedImageUnifiedAsync(Alice, image, Token)));
        Assert.Equal(0, catalog!.Count);

        await host.Store.SaveEnhancedImageUnifiedAsync(Alice, Enhanced(original.Id.ToString()), Token);
        Assert.Equal(1, catalog.Count);
    }

    [Fact]
    public async Task Save_names_every_broken_rule_in_order()
    {
        await using var host = WatchedHost.InMemory();
        var image = new EnhancedImage
        {
            Content = SmallImage.Of("<svg/>"u8.ToArray()),
            EnhancementType = "",
            OriginalMediaId = "\0",
            Title = "\0",
            IdempotencyKey = "",
        };

        var reasons = await Refusal.OfAsync(() => host.Store.SaveEnhancedImageUnifiedAsync(Alice, image, Token));

        string[] fields = ["EnhancementType", "OriginalMediaId", "Title", "IdempotencyKey"];
        Assert.Equal([.. fields.Select(Refusal.Field), RejectionCode.Unrecognised], reasons);
    }

    [Fact]
    public async Task Save_stores_how_the_image_was_generated()
    {
        await using var host = WatchedHost.InMemory();
        var generation = new Generation { Provider = "nanobanana", Model = "m1", Prompt = "brighter", Style = "film", JobId = "j-1", Cost = 0.125m };

        var item = await host.Store.SaveEnhancedImageUnifiedAsync(
            Alice, new() { Content = SmallImage.Content, EnhancementType = "lighting", Generation = generation }, Token);

        Assert.Equal(generation, item.Metadata.Generation);
    }

    private static EnhancedImage Enhanced(string? original) =>
        new() { Content = SmallImage.Of(PngSample.File(8, 6)), EnhancementType = "upscale", OriginalMediaId = original };

    private sealed class CountsFinding(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
    {
        public int Count { get; private set; }

        public override Task<IReadOnlyList<MediaItem>> FindAsync(
            MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken)
        {
            Count++;
            return base.FindAsync(user, ids, cancellationToken);
        }
    }
}
