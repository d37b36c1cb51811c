using System.Text.Json.Nodes;

namespace Unified.Media.Testing;

/// <summary>Tests the stored fields of an item and finding items by id.</summary>
public abstract class MediaCatalogItemTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    [Fact]
    public async Task Catalog_stores_every_field_of_an_item()
    {
        var json = new JsonObject
        {
            ["title"] = "Ünïcode 猫 😀 \" \\ \u2028",
            ["tags"] = new JsonArray("Ä", "b"),
            ["generation"] = new JsonObject { ["cost"] = 0.125m, ["model"] = "m" },
            ["user"] = new JsonObject { ["deep"] = new JsonArray(1, null, true, new JsonObject { ["x"] = "" }) },
            ["unheard of"] = 1,
        };
        var attempt = await ReserveAsync();

        var published = await PublishAsync(attempt, configure: Configure);

        AssertSame(Configure(CreateItem(attempt, Owner)), published);
        AssertSame(published, await FindAsync(attempt.Id));
        AssertSame(published, Assert.Single(await ListAsync(Query())));

        MediaItem Configure(MediaItem item) => item with
        {
            Kind = MediaKind.Video,
            SourceType = SourceType.Enhanced,
            EnhancementType = "Upscale x4",
            OriginalMediaId = "legacy:42",
            Visibility = Visibility.Public,
            ContentType = "video/mp4",
            SizeBytes = 5_000_000_000,
            Sha256 = Sha('b'),
            Width = 7680,
            Height = 4320,
            Duration = TimeSpan.FromMilliseconds(61_234),
            CreatedAt = item.CreatedAt.AddMicroseconds(1),
            UpdatedAt = item.CreatedAt.AddMicroseconds(3),
            Metadata = MediaMetadata.FromJson(json.ToJsonString()),
        };
    }

    [Fact]
    public async Task Catalog_keeps_absent_fields_null()
    {
        var attempt = await ReserveAsync();

        var published = await PublishAsync(attempt, configure: item => item with { Sha256 = null, Width = null, Height = null, SizeBytes = 0 });

        AssertSame(CreateItem(attempt, Owner) with { Sha256 = null, Width = null, Height = null, SizeBytes = 0 }, published);
        AssertSame(published, await FindAsync(attempt.Id));
        Assert.Null(published!.Duration);
        Assert.Null(published.EnhancementType);
        Assert.Null(published.OriginalMediaId);
    }

    [Fact]
    public async Task Find_omits_absent_items()
    {
        var items = new List<MediaItem>();
        for (var number = 0; number < 5; number++)
        {
            items.Add(await AddAsync());
        }

        var pending = await ReserveAsync();
        var found = await Catalog.FindAsync(Owner, [.. Ids(items), MediaId.New(Time), pending.Id, items[0].Id], Token);

        Assert.Equal(Ids(items).Order(), Ids(found).Order());
        Assert.Empty(await Catalog.FindAsync(Owner, [], Token));
    }

    [Fact]
    public async Task Find_accepts_many_ids()
    {
        var item = await AddAsync();
        var ids = Enumerable.Range(0, 2500).Select(_ => MediaId.New(Time)).Append(item.Id).ToArray();

        AssertSame(item, Assert.Single(await Catalog.FindAsync(Owner, ids, Token)));
    }

    [Fact]
    public async Task Catalog_id_never_changes()
    {
        var id = await Catalog.GetCatalogIdAsync(Token);

        Assert.NotEqual(Guid.Empty, id);
        Assert.Equal(id, await Catalog.GetCatalogIdAsync(Token));
        if (Harness.SupportsSecondInstance)
        {
            Assert.Equal(id, await (await Harness.CreateSecondInstanceAsync(Time, Token)).GetCatalogIdAsync(Token));
        }
    }
}
