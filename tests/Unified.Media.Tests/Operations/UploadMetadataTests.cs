using System.Text.Json.Nodes;

namespace Unified.Media.Tests;

public sealed class UploadMetadataTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Metadata_has_at_most_16_KiB(int over, bool accepted)
    {
        var text = new string('x', (16 * 1024) - """{"t":""}""".Length + over);

        await AssertTakenAsync(new() { ["t"] = text }, accepted);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    [InlineData(5_000, false)]
    public async Task Metadata_has_at_most_8_levels(int depth, bool accepted)
    {
        var json = new JsonObject();
        for (var level = 1; level < depth; level++)
        {
            json = new() { ["n"] = json };
        }

        await AssertTakenAsync(json, accepted);
    }

    [Fact]
    public async Task Arrays_count_as_levels_of_metadata()
    {
        var json = new JsonObject { ["n"] = JsonNode.Parse("[[[[[[[[1]]]]]]]]") };

        await AssertTakenAsync(json, accepted: false);
    }

    [Theory]
    [InlineData("""{"a":"\u0000"}""", false)]
    [InlineData("""{"\u0000":1}""", false)]
    [InlineData("""{"a":["x",{"b":"\ud800"}]}""", false)]
    [InlineData("""{"\udc00":1}""", false)]
    [InlineData("""{"a":1,"a":2}""", false)]
    [InlineData("""{"a":1e999}""", false)]
    [InlineData("""{"a":"\\u0000"}""", true)]
    [InlineData("""{"a":"\ud83d\ude42","b":null,"c":[],"d":{},"e":-1.5e3,"f":true}""", true)]
    public async Task Metadata_must_be_storable_in_every_catalog(string json, bool accepted) =>
        await AssertTakenAsync((JsonObject)JsonNode.Parse(json)!, accepted);

    [Fact]
    public async Task Metadata_built_in_code_follows_the_same_rules()
    {
        await AssertTakenAsync(new() { ["a"] = "\uD800" }, accepted: false);
        await AssertTakenAsync(new() { ["a"] = double.NaN }, accepted: false);
        await AssertTakenAsync(new() { ["a"] = "x\0y" }, accepted: false);
    }

    [Fact]
    public async Task Metadata_never_overwrites_system_fields()
    {
        await using var host = WatchedHost.InMemory();
        var metadata = (JsonObject)JsonNode.Parse(
            """{"title":"x","mime_type":"text/html","file_size":1,"provider":"y","content":{"frames":9},"user":{"a":1}}""")!;

        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Metadata = metadata }, Token);

        Assert.Null(item.Title);
        Assert.Null(item.Metadata.Frames);
        Assert.Equal(("image/png", SmallImage.Bytes.Length), (item.ContentType, item.SizeBytes));
        Assert.True(JsonNode.DeepEquals(metadata, JsonNode.Parse(item.Metadata.Custom!.Value.GetRawText())));
    }

    [Fact]
    public async Task Later_changes_of_the_callers_metadata_do_not_affect_the_item()
    {
        await using var host = WatchedHost.InMemory();
        var metadata = new JsonObject { ["a"] = 1 };
        var item = await host.Store.UploadUserImageAsync(Alice, new() { Content = SmallImage.Content, Metadata = metadata }, Token);

        metadata["a"] = 2;

        Assert.Equal(1, (await host.Store.GetMediaAsync(Alice, item.Id, Token))!.Metadata.Custom!.Value.GetProperty("a").GetInt32());
    }

    private static async Task AssertTakenAsync(JsonObject metadata, bool accepted)
    {
        await using var host = WatchedHost.InFolder();
        var upload = new MediaUpload { Content = SmallImage.Content, Metadata = metadata };

        if (accepted)
        {
            var item = await host.Store.UploadUserImageAsync(Alice, upload, Token);
            var kept = item.Metadata.Custom!.Value.GetRawText();
            Assert.True(JsonNode.DeepEquals(metadata, JsonNode.Parse(kept)), kept);
        }
        else
        {
            Assert.Equal([Refusal.Field("Metadata")], await Refusal.OfAsync(() => host.Store.UploadUserImageAsync(Alice, upload, Token)));
            await host.AssertNothingLeftAsync(Alice);
        }
    }
}
