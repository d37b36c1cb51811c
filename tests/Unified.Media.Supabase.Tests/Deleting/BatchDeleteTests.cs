using System.Net;
using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Batch deletes return one result per object, although the responses of Storage always report success.</summary>
public sealed class BatchDeleteTests
{
    private static readonly ObjectLocation First = new("one", "a.png");
    private static readonly ObjectLocation Second = new("one", "b/c.png");
    private static readonly ObjectLocation Elsewhere = new("two", "a.png");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_delete_sends_one_request_per_bucket()
    {
        var sent = new List<string>();
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            var names = await NamesAsync(request, token);
            sent.Add($"{request.Method} {request.RequestUri!.AbsolutePath} {string.Join(' ', names)}");
            return Deleted(names);
        }));

        var results = await DeleteAsync(host, First, Elsewhere, Second, First);

        Assert.All(results, result => Assert.True(result.IsGone));
        Assert.Equal(["DELETE /object/one a.png b/c.png", "DELETE /object/two a.png"], sent);
    }

    [Fact]
    public async Task Objects_missing_in_the_response_are_deleted_one_by_one()
    {
        const string Denied = """{"statusCode":"403","error":"Unauthorized","code":"AccessDenied","message":"policy"}""";
        const string NotFound = """{"statusCode":"404","error":"not_found","code":"NoSuchKey","message":"Object not found"}""";
        await using var host = new StubHost(new StubServer((request, _) => request.RequestUri!.AbsolutePath switch
        {
            "/object/one" => Deleted([]),
            "/object/one/a.png" => StubServer.Json(HttpStatusCode.BadRequest, Denied),
            _ => StubServer.Json(HttpStatusCode.BadRequest, NotFound),
        }));

        var results = await DeleteAsync(host, First, Second);

        Assert.Equal(3, host.Server.Count);
        Assert.IsType<MediaProviderException>(results[0].Error);
        Assert.True(results[1].IsGone);
    }

    [Fact]
    public async Task Hanging_delete_does_not_hide_other_results()
    {
        using var source = new CancellationTokenSource();
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            if (request.RequestUri!.AbsolutePath == "/object/one")
            {
                return Deleted([First.Key]);
            }

            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return StubServer.Ok();
        }));

        var results = await host.Store.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync([First, Second, Elsewhere], source.Token);

        Assert.Equal([First, Second, Elsewhere], results.Select(result => result.Location));
        Assert.Equal([true, false, false], results.Select(result => result.IsGone));
        Assert.All(results.Skip(1), result => Assert.True(Assert.IsType<MediaProviderException>(result.Error).OutcomeUnknown));
        Assert.Equal(2, host.Server.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Batch_without_any_result_is_cancelled(int request)
    {
        using var source = new CancellationTokenSource();
        await using var host = new StubHost(new StubServer(async (_, number, token) =>
        {
            if (number == request)
            {
                await source.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return Deleted([]);
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Store.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync([Second], source.Token));
    }

    [Fact]
    public async Task Cancelled_delete_of_the_client_throws()
    {
        using var source = new CancellationTokenSource();
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            if (request.RequestUri!.AbsolutePath == "/object/one")
            {
                return Deleted([First.Key]);
            }

            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return StubServer.Ok();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Client.From("one").DeleteManyAsync([First.Key, Second.Key], source.Token));
    }

    [Fact]
    public async Task Failed_request_does_not_affect_other_buckets()
    {
        await using var host = new StubHost(
            new StubServer(async (request, _, token) => request.RequestUri!.AbsolutePath == "/object/one"
                ? new(HttpStatusCode.InternalServerError)
                : Deleted(await NamesAsync(request, token))),
            options => options.MaxRetries = 0);

        var results = await DeleteAsync(host, First, Elsewhere, Second);

        Assert.True(Assert.IsType<MediaProviderException>(results[0].Error).OutcomeUnknown);
        Assert.True(results[1].IsGone);
        Assert.True(Assert.IsType<MediaProviderException>(results[2].Error).OutcomeUnknown);
    }

    [Fact]
    public async Task Invalid_key_is_not_sent()
    {
        await using var host = new StubHost(new StubServer(async (request, _, token) => Deleted(await NamesAsync(request, token))));

        var results = await DeleteAsync(host, new("one", "../a.png"), First, new("..", "a.png"));

        Assert.Equal(
            [MediaErrorCode.InvalidKey, null, MediaErrorCode.InvalidKey],
            results.Select(result => result.Error?.Code));
        Assert.Equal(1, host.Server.Count);
    }

    [Fact]
    public async Task Delete_maps_locations_to_their_buckets()
    {
        var own = ObjectLayout.Generated.Locate("alice", MediaId.New(TimeProvider.System), 1, "png");
        var older = own with { Key = "cat.png" };
        var paths = new List<string>();
        await using var host = new StubHost(
            new StubServer(async (request, _, token) =>
            {
                paths.Add(request.RequestUri!.AbsolutePath);
                return Deleted(await NamesAsync(request, token));
            }),
            options => options.BucketMap[own.Bucket] = "private");

        var results = await DeleteAsync(host, own, older);

        Assert.Equal([own, older], results.Select(result => result.Location));
        Assert.All(results, result => Assert.True(result.IsGone));
        Assert.Equal(["/object/private", $"/object/{own.Bucket}"], paths);
    }

    [Fact]
    public async Task Batch_delete_removes_cached_URLs()
    {
        await using var host = new SupabaseHost();
        var location = new ObjectLocation(StorageUnderTest.Bucket, Bytes.NewKey());
        var urls = host.Store.GetAbility<IObjectUrls>()!;
        await host.Store.PutAsync(location, ObjectBody.FromBytes(Bytes.Of(10)), new() { ContentType = "image/png" }, Cancel);
        Assert.NotNull((await urls.SignReadUrlsAsync([location], TimeSpan.FromHours(1), Cancel))[0]);

        await host.Store.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync([location], Cancel);

        Assert.Null((await urls.SignReadUrlsAsync([location], TimeSpan.FromHours(1), Cancel))[0]);
    }

    private static Task<IReadOnlyList<ObjectDeleteResult>> DeleteAsync(StubHost host, params ObjectLocation[] locations) =>
        host.Store.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync(locations, Cancel);

    private static async Task<string[]> NamesAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        return [.. body["prefixes"]!.AsArray().Select(name => (string)name!)];
    }

    private static HttpResponseMessage Deleted(string[] names) =>
        StubServer.Ok(new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name })]).ToJsonString());
}
