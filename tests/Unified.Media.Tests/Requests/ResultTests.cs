using System.Text.Json;

namespace Unified.Media.Tests;

/// <summary>Tests the results of the store as applications create them in tests and serialise them.</summary>
public sealed class ResultTests
{
    private static readonly MediaItem Item = new()
    {
        Id = MediaId.New(TimeProvider.System),
        Owner = OwnerId.Parse("alice"),
        Kind = MediaKind.Image,
        SourceType = SourceType.Upload,
        Visibility = Visibility.Private,
        ContentType = "image/png",
        SizeBytes = 5,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    [Theory]
    [InlineData(0, null, "hello")]
    [InlineData(1, null, "ello")]
    [InlineData(1, 3L, "ell")]
    [InlineData(3, 9L, "lo")]
    public async Task A_download_can_be_made_from_bytes(long offset, long? length, string expected)
    {
        await using var download = MediaDownload.FromBytes(Item, "hello"u8.ToArray(), new(offset, length));

        Assert.Equal((offset, expected.Length, 5), (download.Offset, download.Length, download.TotalBytes));
        Assert.Equal(expected, await new StreamReader(download.Content).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_download_of_bytes_must_fit_its_item()
    {
        Assert.Throws<ArgumentException>(() => MediaDownload.FromBytes(Item, "hell"u8.ToArray()));
        Assert.Throws<ArgumentException>(() => MediaDownload.FromBytes(Item, "hello"u8.ToArray(), new(5)));
        Assert.Throws<ArgumentException>(() => MediaDownload.FromBytes(Item, "hello"u8.ToArray(), new(-1)));
        Assert.Throws<ArgumentException>(() => MediaDownload.FromBytes(Item, "hello"u8.ToArray(), new(0, -1)));
    }

    [Fact]
    public async Task A_download_can_be_made_from_a_stream()
    {
        var content = new MemoryStream("ello"u8.ToArray());
        await using (var download = new MediaDownload(Item, content) { Offset = 1, ETag = "\"1\"" })
        {
            Assert.Equal((1, 4, "image/png", "\"1\""), (download.Offset, download.Length, download.ContentType, download.ETag));
        }

        Assert.False(content.CanRead);
    }

    [Fact]
    public void Facets_with_equal_counts_are_equal()
    {
        Assert.Equal(Facets(3), Facets(3));
        Assert.NotEqual(Facets(3), Facets(4));
        var json = JsonSerializer.Serialize(Facets(3), ModelJson.Default.MediaFacets);
        Assert.Equal(Facets(3), JsonSerializer.Deserialize(json, ModelJson.Default.MediaFacets));

        static MediaFacets Facets(long count) =>
            new() { Kinds = [new("image", count) { IsCapped = true, Bytes = 7 }], SourceTypes = [], Tags = [] };
    }

    [Fact]
    public void A_bulk_result_keeps_the_code_of_its_error_in_json()
    {
        var error = new MediaConflictException("Busy.") { Code = MediaErrorCode.Busy };
        var failed = new BulkResult { Id = Item.Id, Outcome = BulkOutcome.Failed, Error = error };

        var json = JsonSerializer.Serialize(failed, ModelJson.Default.BulkResult);

        Assert.Equal($$"""{"id":"{{Item.Id}}","outcome":"failed","errorCode":"busy"}""", json);
        Assert.Equal("busy", JsonSerializer.Deserialize(json, ModelJson.Default.BulkResult)!.ErrorCode);
    }

    [Fact]
    public void A_reason_and_a_link_survive_json()
    {
        var reason = new RejectionReason(RejectionCode.TooLarge, "It is too large.") { Field = "Content" };
        var link = new MediaLink { Id = Item.Id, ContentUrl = "/x", Url = new("https://x.example/") };

        var reasonJson = JsonSerializer.Serialize(reason, ModelJson.Default.RejectionReason);
        var linkJson = JsonSerializer.Serialize(link, ModelJson.Default.MediaLink);

        Assert.Equal(reason, JsonSerializer.Deserialize(reasonJson, ModelJson.Default.RejectionReason));
        Assert.Equal(link, JsonSerializer.Deserialize(linkJson, ModelJson.Default.MediaLink));
    }
}
