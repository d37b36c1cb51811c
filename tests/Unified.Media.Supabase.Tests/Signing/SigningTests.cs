using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Signed URLs are valid for the requested lifetime, cached for a part of it, and never shared between users.</summary>
public sealed class SigningTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(59, 59, 59)]
    [InlineData(60, 60, 91)]
    [InlineData(300, 300, 451)]
    [InlineData(3600, 3600, 5401)]
    public void Expiry_exceeds_the_lifetime_by_at_most_half(int seconds, int min, int max)
    {
        for (var offset = 0; offset < 10_000; offset += 7)
        {
            var now = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero).AddMilliseconds(offset * 337);

            var expiry = SignedUrlExpiry.Compute(now, TimeSpan.FromSeconds(seconds));

            Assert.InRange(expiry.ExpiresIn, min, max);
        }
    }

    [Fact]
    public async Task Same_URL_is_returned_within_half_a_lifetime()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 0, 0, 1, TimeSpan.Zero));
        await using var host = new StubHost(Signer(), time: time);
        var urls = host.Store.GetAbility<IObjectUrls>()!;
        var seen = new List<string>();
        for (var minute = 0; minute < 30; minute++)
        {
            seen.Add((await urls.SignReadUrlsAsync([StubHost.Location], TimeSpan.FromMinutes(10), Cancel))[0]!.AbsoluteUri);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(6, seen.Distinct().Count());
        Assert.Equal(6, host.Server.Count);
    }

    [Fact]
    public async Task Signing_takes_one_call_per_bucket()
    {
        await using var host = new StubHost(Signer());
        var urls = host.Store.GetAbility<IObjectUrls>()!;

        var signed = await urls.SignReadUrlsAsync(
            [.. Enumerable.Range(0, 1000).Select(number => new ObjectLocation("a", $"{number}.png"))], TimeSpan.FromMinutes(5), Cancel);

        Assert.Equal(1, host.Server.Count);
        Assert.Equal(1000, signed.Distinct().Count());
        await urls.SignReadUrlsAsync([new("b", "x"), new("c", "x"), new("b", "y")], TimeSpan.FromMinutes(5), Cancel);
        Assert.Equal(3, host.Server.Count);
    }

    [Fact]
    public async Task Signing_takes_one_call_per_thousand_objects()
    {
        await using var host = new StubHost(Signer());

        var signed = await host.Client.From("a").SignReadUrlsAsync(
            [.. Enumerable.Range(0, 2_001).Select(number => $"{number}.png")], TimeSpan.FromMinutes(5), Cancel);

        Assert.Equal(3, host.Server.Count);
        Assert.All(signed, item => Assert.Contains($"/{item.Key}?token=", item.Url!.AbsoluteUri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signed_URL_of_one_user_is_not_returned_to_another()
    {
        var token = "e30.eyJzdWIiOiJhbm4ifQ.x";
        await using var host = new StubHost(Signer(), options => options.AccessToken = (_, _) => new(token));
        var urls = host.Store.GetAbility<IObjectUrls>()!;

        var first = await urls.SignReadUrlsAsync([StubHost.Location], TimeSpan.FromMinutes(5), Cancel);
        token = "e30.eyJzdWIiOiJib2IifQ.x";
        var second = await urls.SignReadUrlsAsync([StubHost.Location], TimeSpan.FromMinutes(5), Cancel);

        Assert.NotEqual(first, second);
        Assert.Equal(2, host.Server.Count);
    }

    [Fact]
    public async Task Signed_URL_is_not_returned_to_a_forged_token()
    {
        var token = "e30.eyJzdWIiOiJhbm4ifQ.signed";
        var signer = Signer();
        await using var host = new StubHost(
            new StubServer((request, number, cancel) => request.Headers.Authorization!.Parameter!.EndsWith(
                "forged", StringComparison.Ordinal)
                ? Task.FromResult(StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"403","error":"Unauthorized"}"""))
                : signer.RespondAsync(request, number, cancel)),
            options => options.AccessToken = (_, _) => new(token));
        var bucket = host.Client.From("bucket");
        await bucket.SignReadUrlAsync("a.png", TimeSpan.FromMinutes(5), cancellationToken: Cancel);

        token = "e30.eyJzdWIiOiJhbm4ifQ.forged";

        await Assert.ThrowsAsync<MediaAccessDeniedException>(
            () => bucket.SignReadUrlAsync("a.png", TimeSpan.FromMinutes(5), cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("delete many")]
    [InlineData("replace")]
    [InlineData("move")]
    [InlineData("copy over")]
    public async Task Change_of_an_object_removes_its_cached_URL(string change)
    {
        await using var host = new StubHost(Signer());
        var bucket = host.Client.From("bucket");
        var first = await bucket.SignReadUrlAsync("a.png", TimeSpan.FromMinutes(5), cancellationToken: Cancel);

        await (change switch
        {
            "delete" => bucket.DeleteAsync("a.png", Cancel),
            "delete many" => bucket.DeleteManyAsync(["a.png"], Cancel),
            "copy over" => bucket.CopyAsync("b.png", "a.png", overwrite: true, cancellationToken: Cancel),
            "replace" => bucket.UploadAsync("a.png", new MemoryStream(), new() { Overwrite = true }, Cancel),
            _ => bucket.MoveAsync("a.png", "b.png", cancellationToken: Cancel),
        });

        Assert.NotEqual(first, await bucket.SignReadUrlAsync("a.png", TimeSpan.FromMinutes(5), cancellationToken: Cancel));
    }

    [Fact]
    public async Task Download_URL_has_its_file_name_and_expiry()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();
        await bucket.UploadAsync(key, new MemoryStream(Bytes.Of(10)), cancellationToken: Cancel);

        var url = await bucket.SignReadUrlAsync(key, TimeSpan.FromMinutes(5), new() { DownloadName = "Zürich & co?.png" }, Cancel);

        using var client = new HttpClient();
        using var response = await client.GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Zürich & co?.png", response.Content.Headers.ContentDisposition!.FileNameStar);
        var expires = response.Content.Headers.Expires!.Value - TimeProvider.System.GetUtcNow();
        Assert.InRange(expires, TimeSpan.FromSeconds(290), TimeSpan.FromSeconds(460));
    }

    [Fact]
    public async Task Transformed_image_is_signed_with_its_parameters()
    {
        JsonNode? body = null;
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(token));
            return StubServer.Ok("""{"signedURL":"/render/image/sign/bucket/a b.png?token=abc"}""");
        }));

        var url = await host.Client.From("bucket").SignReadUrlAsync(
            "a b.png", TimeSpan.FromSeconds(30), new() { Transform = new() { Width = 100, Resize = SupabaseResizeMode.Fill } }, Cancel);

        Assert.Equal("http://storage.invalid/render/image/sign/bucket/a%20b.png?token=abc", url!.AbsoluteUri);
        Assert.Equal("""{"expiresIn":30,"transform":{"width":100,"resize":"fill"}}""", body!.ToJsonString());
    }

    [Fact]
    public async Task Signed_upload_overwrites_only_where_it_was_signed_to()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();
        var once = await bucket.SignUploadAsync(key, cancellationToken: Cancel);
        await bucket.UploadSignedAsync(once, new MemoryStream(Bytes.Of(10, 1)), cancellationToken: Cancel);

        await Assert.ThrowsAsync<MediaConflictException>(() => bucket.UploadSignedAsync(
            once, new MemoryStream(Bytes.Of(10, 2)), new() { Overwrite = true }, Cancel));
        Assert.Equal(Bytes.Of(10, 1), await bucket.ReadAllAsync(key, Cancel));
        await Assert.ThrowsAsync<MediaConflictException>(() => bucket.SignUploadAsync(key, cancellationToken: Cancel));
        var again = await bucket.SignUploadAsync(key, overwrite: true, Cancel);
        using var client = new HttpClient();
        using var put = await client.PutAsync(again.Url, new ByteArrayContent(Bytes.Of(10, 3)), Cancel);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(Bytes.Of(10, 3), await bucket.ReadAllAsync(key, Cancel));
    }

    private static StubServer Signer()
    {
        var token = 0;
        return new(async (request, _, cancellationToken) =>
        {
            var path = request.RequestUri!.AbsolutePath;
            if (request.Method != HttpMethod.Post || !path.StartsWith("/object/sign/", StringComparison.Ordinal))
            {
                return StubServer.Ok(request.Method == HttpMethod.Delete && request.Content is not null ? """[{"name":"a.png"}]""" : "{}");
            }

            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var signed = body["paths"]!.AsArray().Select(item => new JsonObject
            {
                ["error"] = null,
                ["path"] = (string)item!,
                ["signedURL"] = $"{path}/{item}?token=t{Interlocked.Increment(ref token)}",
            });
            return StubServer.Ok(new JsonArray([.. signed.Reverse()]).ToJsonString());
        });
    }
}
