using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>Behavior of the local server that no transcript covers.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private StorageServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await StorageServer.StartAsync(cancellationToken: Cancellation);
        _server.AddBucket("b", sizeLimit: 2_000_000);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Opaque_key_is_valid_at_the_gateway_only()
    {
        using var throughGateway = await SendAsync(HttpMethod.Get, _server.GatewayUrl + "/bucket/b", apiKey: _server.SecretKey);
        Assert.Equal(HttpStatusCode.OK, throughGateway.StatusCode);
        using var both = await SendAsync(HttpMethod.Get, _server.GatewayUrl + "/bucket/b", _server.SecretKey, _server.SecretKey);
        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        using var bare = await SendAsync(HttpMethod.Get, _server.Url + "bucket/b", apiKey: _server.SecretKey);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        using var publishable = await SendAsync(HttpMethod.Get, _server.GatewayUrl + "/bucket/b", apiKey: _server.PublishableKey);
        Assert.Equal("Bucket not found", await MessageAsync(publishable));
    }

    [Fact]
    public async Task Recorded_requests_have_their_tokens()
    {
        var token = _server.TokenFor("ann");
        using var response = await SendAsync(HttpMethod.Get, _server.Url + "object/b/a%20b?x=1", token);
        var request = Assert.Single(_server.Requests);
        Assert.Equal(("GET", "/object/b/a%20b?x=1", "Bearer " + token), (request.Method, request.Path, request.Authorization));
        _server.ClearRequests();
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Policies_can_change_while_the_server_runs()
    {
        var token = _server.TokenFor("me");
        using var own = await SendAsync(HttpMethod.Post, _server.Url + "object/b/me/a", token, body: [1]);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        _server.Policies.Set();
        using var refused = await SendAsync(HttpMethod.Post, _server.Url + "object/b/me/b", token, body: [1]);
        Assert.Equal("new row violates row-level security policy", await MessageAsync(refused));
        _server.Policies.Set(new StoragePolicy(StorageCommand.Insert, (caller, bucket, key) => bucket == "b" && key == "x"));
        using var allowed = await SendAsync(HttpMethod.Post, _server.Url + "object/b/x", token, body: [1]);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Early_error_reaches_a_client_that_is_still_sending()
    {
        using var response = await SendAsync(
            HttpMethod.Post, _server.Url + "object/b/large", _server.ServiceKey, body: new byte[20_000_000]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("The object exceeded the maximum allowed size", await MessageAsync(response));
        using var next = await SendAsync(HttpMethod.Post, _server.Url + "object/b/small", _server.ServiceKey, body: [1]);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Concurrent_creations_of_one_key_store_one_of_them_whole()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => SendAsync(HttpMethod.Post, _server.Url + "object/b/k", _server.ServiceKey, body: [(byte)i])));
        Assert.Contains(replies, r => r.IsSuccessStatusCode);
        Assert.Single(await _server.ReadAsync("b", "k", Cancellation) ?? []);
    }

    [Fact]
    public async Task List_of_many_pages_is_ordered_and_has_each_key_once()
    {
        await Parallel.ForAsync(0, 2500, Cancellation, async (i, _) =>
            (await SendAsync(HttpMethod.Post, _server.Url + $"object/b/k/{i:D5}", _server.ServiceKey, body: [1])).Dispose());
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _server.Url + "object/list-v2/b");
            request.Headers.Add("Authorization", "Bearer " + _server.ServiceKey);
            request.Content = JsonContent.Create(new { prefix = "k/", cursor });
            using var response = await _http.SendAsync(request, Cancellation);
            var page = await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
            seen.AddRange(page!["objects"]!.AsArray().Select(o => o!["name"]!.ToString()));
            cursor = page["nextCursor"]?.ToString();
        }
        while (cursor is not null);
        Assert.Equal(2500, seen.Count);
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string address, string? token = null, string? apiKey = null, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : new ByteArrayContent(body) };
        if (token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + token);
        }

        if (apiKey is not null)
        {
            request.Headers.Add("apikey", apiKey);
        }

        return await _http.SendAsync(request, Cancellation);
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["message"]!.ToString();
}
