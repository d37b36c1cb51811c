using System.Text.Json;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class MediaMetadataTests
{
    public static TheoryData<string> InvalidJson =>
    [
        "", "{}", "null", "[]", "7", "\"text\"", "{", "no json", "{\"title\":}", "\0",
        "{\"title\":null,\"tags\":null}", "{\"title\":{\"a\":1},\"tags\":{\"a\":1}}",
        "{\"title\":[\"a\"],\"description\":7,\"alt\":true,\"tags\":\"sea\"}", "{\"tags\":[1,null,{},[\"a\"]]}",
        "{\"attribution\":[1],\"generation\":\"x\",\"content\":[],\"user\":[]}",
        "{\"title\":\"\\ud800\",\"tags\":[\"\\udc00\"],\"attribution\":\"\\ud800\"}",
        "{\"content\":{\"frames\":-1,\"codec\":7,\"removed\":\"exif\"}}",
        "{\"content\":{\"frames\":1e999}}", "{\"content\":{\"frames\":99999999999}}", "{\"\\ud800\":1}",
        string.Concat(Enumerable.Repeat("{\"title\":", 10_000)), string.Concat(Enumerable.Repeat("[", 100_000)),
        "{\"a\":" + string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100)) + "}",
    ];

    [Theory]
    [MemberData(nameof(InvalidJson))]
    public void Invalid_metadata_reads_as_empty(string? json)
    {
        var metadata = MediaMetadata.FromJson(json);

        Assert.Equal((null, null, null), (metadata.Title, metadata.Description, metadata.Alt));
        Assert.Empty(metadata.Tags);
        Assert.Empty(metadata.Removed);
        Assert.Equal((null, null, null), (metadata.Frames, metadata.Codec, metadata.Generation?.Model));
        Assert.Null(metadata.Custom);
        Assert.Null(metadata.Attribution?.Text);
        Assert.Empty(SearchTokenizer.Tokenize(metadata));
        Assert.Equal(string.IsNullOrEmpty(json) ? "{}" : json, metadata.ToJson());
    }

    [Theory]
    [MemberData(nameof(InvalidJson))]
    [InlineData("""{"user":{"\ud800":1}}""")]
    [InlineData("""{"user":{"a":"\ud800"}}""")]
    [InlineData("""{"user":{"a":1,"a":2}}""")]
    [InlineData("""{"user":{"a":1e999}}""")]
    public void Invalid_metadata_can_be_compared_and_serialised(string json)
    {
        var metadata = MediaMetadata.FromJson(json);

        var written = JsonSerializer.Serialize(metadata);

        Assert.Equal(metadata, MediaMetadata.FromJson(json));
        Assert.Equal(metadata, JsonSerializer.Deserialize<MediaMetadata>(written));
    }

    [Fact]
    public void Missing_json_is_empty_metadata() => Assert.Same(MediaMetadata.Empty, MediaMetadata.FromJson(null));

    [Fact]
    public void Attribution_can_be_a_plain_text() =>
        Assert.Equal(new Attribution { Text = "Photo by Jane" }, MediaMetadata.FromJson("""{"attribution":"Photo by Jane"}""").Attribution);

    [Fact]
    public void Valid_fields_are_read_beside_invalid_ones()
    {
        var metadata = MediaMetadata.FromJson(
            """{"title":"t","alt":"\ud800","tags":["a",7,"b"],"content":{"frames":3,"removed":["exif"]},"user":{"x":[1]},"later":{}}""");

        Assert.Equal(("t", 3), (metadata.Title, metadata.Frames));
        Assert.Equal(["a", "b"], metadata.Tags);
        Assert.Equal(["exif"], metadata.Removed);
        Assert.Equal("""{"x":[1]}""", metadata.Custom!.Value.GetRawText());
    }

    [Fact]
    public void Concurrent_readers_get_the_same_values()
    {
        for (var turn = 0; turn < 50; turn++)
        {
            var metadata = MediaMetadata.FromJson("""{"title":"t","user":{"a":1}}""");

            Parallel.For(0, 8, _ => Assert.Equal(("t", 1), (metadata.Title, metadata.Custom!.Value.GetProperty("a").GetInt32())));
        }
    }

    [Fact]
    public void Metadata_made_from_properties_reads_the_same_from_its_json()
    {
        foreach (var metadata in Different())
        {
            var read = MediaMetadata.FromJson(metadata.ToJson());

            Assert.Equal(metadata, read);
            Assert.Equal(metadata.GetHashCode(), read.GetHashCode());
            Assert.Equal(metadata.ToJson(), read.ToJson());
        }
    }

    [Fact]
    public void Every_property_counts_for_equality()
    {
        var different = Different();

        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.Equal(typeof(MediaMetadata).GetProperties().Count(property => property.CanWrite), different.Length - 1);
    }

    [Theory]
    [InlineData("""{"title":"t","alt":"a"}""", """{ "alt": "a", "title": "t" }""")]
    [InlineData("""{"user":{"a":1.0,"b":2}}""", """{"user":{"b":2,"a":1.0}}""")]
    [InlineData("""{"title":"t","later":1}""", """{"title":"t"}""")]
    [InlineData("""{"attribution":{},"generation":{}}""", "{}")]
    [InlineData("no json", "{}")]
    public void Metadata_with_equal_properties_are_equal(string left, string right) =>
        Assert.True(MediaMetadata.FromJson(left) == MediaMetadata.FromJson(right));

    [Fact]
    public void Custom_fields_that_are_not_an_object_are_rejected() =>
        Assert.Throws<ArgumentException>(() => new MediaMetadata { Custom = JsonDocument.Parse("[]").RootElement });

    private static MediaMetadata[] Different() =>
    [
        new(),
        new() { Title = "t" },
        new() { Description = "t" },
        new() { Alt = "t" },
        new() { Tags = ["t"] },
        new() { Attribution = new() { Text = "t" } },
        new() { Generation = new() { Cost = 1.5m } },
        new() { Frames = 2 },
        new() { Codec = "t" },
        new() { Removed = ["t"] },
        new() { Custom = JsonDocument.Parse("""{"t":1}""").RootElement },
    ];
}
