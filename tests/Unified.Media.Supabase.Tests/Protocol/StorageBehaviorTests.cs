using System.Net;
using System.Net.Http.Headers;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// Surprising behavior of Storage. Each test first shows the behavior of the server, and then checks that the driver handles it.
/// </summary>
public sealed class StorageBehaviorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HTTP_status_of_a_missing_object_is_400()
    {
        using var rawClient = new RawStorageClient();
        using var response = await rawClient.Client.GetAsync($"object/authenticated/{StorageUnderTest.Bucket}/none.png", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);

        await using var host = new SupabaseHost();
        Assert.Null(await host.Client.From(StorageUnderTest.Bucket).FindAsync("none.png", Cancel));
    }

    [Fact]
    public async Task Storage_does_not_limit_content_with_chunked_transfer_encoding()
    {
        var key = Bytes.NewKey();
        using var rawClient = new RawStorageClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"object/{StorageUnderTest.SmallBucket}/{key}")
        {
            Content = new StreamContent(new ZeroStream(300_000)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } },
            Headers = { TransferEncodingChunked = true },
        };
        using var response = await rawClient.Client.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode);

        await using var host = new SupabaseHost();
        await Assert.ThrowsAsync<MediaRejectedException>(() => host.Client.From(StorageUnderTest.SmallBucket).UploadAsync(
            Bytes.NewKey(), new ZeroStream(300_000), new() { ContentType = "image/png" }, Cancel));
    }

    [Fact]
    public async Task Lenient_route_treats_an_invalid_token_as_none()
    {
        using var invalid = new RawStorageClient("not.a.token");
        using var response = await invalid.Client.GetAsync($"object/{StorageUnderTest.Bucket}/none.png", Cancel);
        Assert.Contains("Bucket not found", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        await using var host = new SupabaseHost(options => options.AccessToken = (_, _) => new("not.a.token"));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => host.Client.From(StorageUnderTest.Bucket).ExistsAsync("none.png", Cancel));
    }

    [Fact]
    public void Driver_does_not_claim_atomic_creation()
    {
        // Only some versions of the server create objects atomically.
        Assert.False(new SupabaseHarness().Abilities.HasFlag(Testing.ObjectStoreAbilities.AtomicCreate));
    }

    [Fact]
    public async Task Signature_of_an_escaped_ampersand_never_verifies()
    {
        var key = Bytes.NewKey("a&b.png");
        using var rawClient = new RawStorageClient();
        await rawClient.PutAsync(StorageUnderTest.Bucket, key, Bytes.Of(10));
        var escaped = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        using var signing = await rawClient.Client.PostAsync(
            $"object/sign/{StorageUnderTest.Bucket}/{escaped}",
            new StringContent("""{"expiresIn":60}""", MediaTypeHeaderValue.Parse("application/json")),
            Cancel);
        var signed = System.Text.Json.Nodes.JsonNode.Parse(await signing.Content.ReadAsStringAsync(Cancel))!;
        using var client = new HttpClient();
        var storage = StorageUnderTest.Target.Url.AbsoluteUri.TrimEnd('/');
        using var broken = await client.GetAsync(new Uri(storage + (string)signed["signedURL"]!), Cancel);
        Assert.False(broken.IsSuccessStatusCode);

        await using var host = new SupabaseHost();
        var url = await host.Client.From(StorageUnderTest.Bucket).SignReadUrlAsync(key, TimeSpan.FromMinutes(1), cancellationToken: Cancel);
        Assert.Equal(Bytes.Of(10), await client.GetByteArrayAsync(url, Cancel));
    }

    [Fact]
    public async Task Batch_delete_responds_with_success_for_missing_objects()
    {
        using var rawClient = new RawStorageClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"object/{StorageUnderTest.Bucket}")
        {
            Content = new StringContent("""{"prefixes":["no/such/object.png"]}""", MediaTypeHeaderValue.Parse("application/json")),
        };
        using var response = await rawClient.Client.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.OK, "[]"), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel)));

        await using var host = new SupabaseHost();
        var result = await host.Client.From(StorageUnderTest.Bucket).DeleteManyAsync(["no/such/object.png"], Cancel);
        Assert.Equal(["no/such/object.png"], result.NotFound);
    }

    [Fact]
    public async Task Upload_in_chunks_sends_a_content_type_that_the_bucket_checks()
    {
        await using var host = new SupabaseHost(options => options.ResumableThresholdBytes = 1);

        // The driver always sends a content type, and its default is not an image.
        var bucket = host.Client.From(StorageUnderTest.SmallBucket);
        await Assert.ThrowsAsync<MediaRejectedException>(
            () => bucket.UploadAsync(Bytes.NewKey(), new MemoryStream(new byte[10]), cancellationToken: Cancel));
    }

    [Fact]
    public async Task List_returns_all_pages_and_levels()
    {
        var folder = Bytes.NewKey("");
        string[] names = [.. Enumerable.Range(0, 1_101).Select(number => $"{folder}{number % 3}/{number:D4}.png")];
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.OtherBucket);
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (name, token) =>
            await bucket.UploadAsync(name, new MemoryStream(), cancellationToken: token));

        var listed = new List<string>();
        await foreach (var stored in bucket.ListAsync(folder, Cancel))
        {
            listed.Add(stored.Location.Key);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), listed);
        var result = await bucket.DeleteManyAsync([.. names, $"{folder}none.png"], Cancel);
        Assert.Equal((1_101, 1, 0), (result.Deleted.Count, result.NotFound.Count, result.Denied.Count));
    }
}
