using System.Text.Json;

namespace Unified.Media.Tests;

public sealed class MediaItemJsonTests
{
    private static readonly JsonSerializerOptions Reflection = new(JsonSerializerDefaults.Web);

    public static TheoryData<bool> Resolvers => [true, false];

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void An_item_survives_json_without_its_location(bool generated)
    {
        var options = OptionsOf(generated);
        var item = NewItem();

        var json = JsonSerializer.Serialize(item, options);

        Assert.Equal(item with { Location = null }, JsonSerializer.Deserialize<MediaItem>(json, options));
        Assert.DoesNotContain("secret-bucket", json, StringComparison.Ordinal);
        Assert.Equal(2, json.Split("Sunrise").Length);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(("image", "stock", "public"), (Text(root, "kind"), Text(root, "sourceType"), Text(root, "visibility")));
        var metadata = root.GetProperty("metadata");
        Assert.Equal(("Sunrise", "Jane"), (Text(metadata, "title"), Text(metadata.GetProperty("attribution"), "author")));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void A_page_survives_json(bool generated)
    {
        var options = OptionsOf(generated);
        var page = new MediaPage { Items = [NewItem() with { Location = null }], NextCursor = "next" };

        Assert.Equal(page, JsonSerializer.Deserialize<MediaPage>(JsonSerializer.Serialize(page, options), options));
    }

    [Theory]
    [MemberData(nameof(Resolvers))]
    public void An_item_without_optional_properties_reads_with_their_defaults(bool generated)
    {
        var json = """
            {"id":"0198c0de-0000-7000-8000-0123456789ab","owner":"alice","kind":"image","sourceType":"upload","visibility":"private",
            "contentType":"image/png","sizeBytes":7,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}
            """;

        var item = JsonSerializer.Deserialize<MediaItem>(json, OptionsOf(generated))!;

        Assert.Equal(("", MediaMetadata.Empty, null), (item.ContentUrl, item.Metadata, item.Title));
    }

    [Fact]
    public void Json_leaves_out_unknown_metadata_keys()
    {
        var item = NewItem() with { Metadata = MediaMetadata.FromJson("""{"title":"t","storage_path":"secret","attribution":"Photo by Jane"}""") };

        var json = JsonSerializer.Serialize(item, Reflection);

        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        Assert.Equal(item.Metadata, JsonSerializer.Deserialize<MediaItem>(json, Reflection)!.Metadata);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"title\"")]
    public void Metadata_that_is_not_an_object_is_rejected(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MediaMetadata>(json));

    private static MediaItem NewItem() => new()
    {
        Id = MediaId.Parse("0198c0de-0000-7000-8000-0123456789ab"),
        Owner = OwnerId.Parse("alice"),
        Kind = MediaKind.Image,
        SourceType = SourceType.Stock,
        EnhancementType = "upscale",
        OriginalMediaId = "original",
        Visibility = Visibility.Public,
        ContentType = "image/png",
        SizeBytes = 16_687,
        Sha256 = new('a', 64),
        Width = 640,
        Height = 480,
        Duration = TimeSpan.FromMicroseconds(1_500_001),
        CreatedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(1),
        UpdatedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(2),
        Location = new("secret-bucket", "secret-key"),
        Metadata = new()
        {
            Title = "Sunrise",
            Description = "Über den Dächern",
            Alt = "",
            Tags = ["sky", "Morning"],
            Attribution = new() { Author = "Jane", License = "CC0" },
            Generation = new() { Model = "m", Cost = 0.10m },
            Frames = 3,
            Codec = "avc1",
            Removed = ["exif"],
            Custom = JsonDocument.Parse("""{"a":[1,{"b":null}]}""").RootElement,
        },
        ContentUrl = "/api/media/0198c0de-0000-7000-8000-0123456789ab/content",
        Url = new("https://storage.example/x?token=1"),
        UrlExpiresAt = DateTimeOffset.UnixEpoch.AddHours(1),
    };

    private static JsonSerializerOptions OptionsOf(bool generated) => generated ? ModelJson.Default.Options : Reflection;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
