using System.Net;
using System.Net.Http.Headers;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// What bites every new client of this service, as it was measured: each test shows first that the server does it, and then that it does no
/// harm here.
/// </summary>
public sealed class StorageBehaviorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_of_the_answer_is_nearly_always_400()
    {
        using var bare = new RawStorageClient();
        using var answer = await bare.Client.GetAsync($"object/authenticated/{StorageUnderTest.Bucket}/none.png", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        await using var host = new SupabaseHost();
        Assert.Null(await host.Client.From(StorageUnderTest.Bucket).FindAsync("none.png", Cancel));
    }

    [Fact]
    public async Task Chunked_content_is_not_measured()
    {
        var key = Bytes.NewKey();
        using var bare = new RawStorageClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"object/{StorageUnderTest.SmallBucket}/{key}")
        {
            Content = new StreamContent(new ZeroStream(300_000)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } },
            Headers = { TransferEncodingChunked = true },
        };
        using var answer = await bare.Client.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode);

        await using var host = new SupabaseHost();
        await Assert.ThrowsAsync<MediaRejectedException>(() => host.Client.From(StorageUnderTest.SmallBucket).UploadAsync(
            Bytes.NewKey(), new ZeroStream(300_000), new() { ContentType = "image/png" }, Cancel));
    }

    [Fact]
    public async Task The_lenient_route_takes_a_broken_token_for_nobodys()
    {
        using var nobody = new RawStorageClient("not.a.token");
        using var answer = await nobody.Client.GetAsync($"object/{StorageUnderTest.Bucket}/none.png", Cancel);
        Assert.Contains("Bucket not found", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        await using var host = new SupabaseHost(options => options.AccessToken = (_, _) => new("not.a.token"));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => host.Client.From(StorageUnderTest.Bucket).ExistsAsync("none.png", Cancel));
    }

    [Fact]
    public async Task A_creation_is_no_lock()
    {
        // Nothing to show of the server: whether it is one differs between its versions. The driver claims nothing.
        Assert.False(new SupabaseHarness().Abilities.HasFlag(Testing.ObjectStoreAbilities.AtomicCreate));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task An_escaped_ampersand_never_verifies()
    {
        var key = Bytes.NewKey("a&b.png");
        using var bare = new RawStorageClient();
        await bare.PutAsync(StorageUnderTest.Bucket, key, Bytes.Of(10));
        var escaped = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        using var signing = await bare.Client.PostAsync(
            $"object/sign/{StorageUnderTest.Bucket}/{escaped}",
            new StringContent("""{"expiresIn":60}""", MediaTypeHeaderValue.Parse("application/json")),
            Cancel);
        var signed = System.Text.Json.Nodes.JsonNode.Parse(await signing.Content.ReadAsStringAsync(Cancel))!;
        using var client = new HttpClient();
        using var broken = await client.GetAsync(new Uri(StorageUnderTest.Target.Url.AbsoluteUri.TrimEnd('/') + (string)signed["signedURL"]!), Cancel);
        Assert.False(broken.IsSuccessStatusCode);

        await using var host = new SupabaseHost();
        var url = await host.Client.From(StorageUnderTest.Bucket).SignReadUrlAsync(key, TimeSpan.FromMinutes(1), cancellationToken: Cancel);
        Assert.Equal(Bytes.Of(10), await client.GetByteArrayAsync(url, Cancel));
    }

    [Fact]
    public async Task A_batch_of_deletions_says_success_whatever_happens()
    {
        using var bare = new RawStorageClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"object/{StorageUnderTest.Bucket}")
        {
            Content = new StringContent("""{"prefixes":["no/such/object.png"]}""", MediaTypeHeaderValue.Parse("application/json")),
        };
        using var answer = await bare.Client.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.OK, "[]"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));

        await using var host = new SupabaseHost();
        Assert.Equal(["no/such/object.png"], (await host.Client.From(StorageUnderTest.Bucket).DeleteManyAsync(["no/such/object.png"], Cancel)).NotFound);
    }

    [Fact]
    public async Task An_upload_in_chunks_without_a_type_is_not_compared_with_what_the_bucket_takes()
    {
        await using var host = new SupabaseHost(options => options.ResumableThresholdBytes = 1);

        // The driver always says a type; its default is not an image.
        await Assert.ThrowsAsync<MediaRejectedException>(
            () => host.Client.From(StorageUnderTest.SmallBucket).UploadAsync(Bytes.NewKey(), new MemoryStream(new byte[10]), cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_list_has_more_than_its_first_page_and_is_recursive()
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
