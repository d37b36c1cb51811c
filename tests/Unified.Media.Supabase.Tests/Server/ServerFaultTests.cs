using System.Net;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>The injected faults of the local server.</summary>
public sealed class ServerFaultTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private StorageServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await StorageServer.StartAsync(cancellationToken: Cancellation);
        _server.AddBucket("b");
        _http.BaseAddress = _server.Url;
        _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + _server.ServiceKey);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Injected_error_applies_to_the_planned_requests_only()
    {
        _server.Faults.Plan(InjectedFault.ServerError(503, TimeSpan.FromSeconds(2)), method: "POST", path: "/object/b/", times: 2, after: 1);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync("first")).StatusCode);
        using var refused = await PutAsync("second");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("/object/authenticated/b/first", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PutAsync("second")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("second")).StatusCode);
        Assert.Equal(0, _server.Faults.Remaining);
    }

    [Fact]
    public async Task Injected_gateway_page_and_empty_response_are_not_JSON()
    {
        _server.Faults.Plan(InjectedFault.Html());
        using var page = await PutAsync("a");
        Assert.Equal(HttpStatusCode.BadGateway, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);

        _server.Faults.Plan(InjectedFault.Empty(413));
        using var empty = await PutAsync("a");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, empty.StatusCode);
        Assert.Empty(await empty.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Cut_before_stores_nothing_and_cut_after_stores_the_object()
    {
        _server.Faults.Plan(InjectedFault.CutBefore(), method: "POST");
        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync("before"));
        Assert.Empty(_server.Keys("b"));

        _server.Faults.Plan(InjectedFault.CutAfter(), method: "POST");
        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync("after"));
        Assert.Equal(["after"], _server.Keys("b"));
    }

    [Fact]
    public async Task Cut_request_body_stores_nothing()
    {
        _server.Faults.Plan(InjectedFault.CutBody(1000), method: "POST");
        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync("a", new byte[1_000_000]));
        Assert.Empty(_server.Keys("b"));
    }

    [Fact]
    public async Task Truncated_download_ends_after_the_planned_bytes()
    {
        await PutAsync("a", new byte[100_000]);
        _server.Faults.Plan(InjectedFault.Truncate(5000), method: "GET");
        using var response = await _http.GetAsync("/object/authenticated/b/a", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(100_000, response.Content.Headers.ContentLength);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var read = new MemoryStream();
        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(read, Cancellation));
        Assert.Equal(5000, read.Length);
    }

    [Fact]
    public async Task Stalled_download_waits_until_the_client_gives_up()
    {
        await PutAsync("a", new byte[100_000]);
        _server.Faults.Plan(InjectedFault.Stall(10), method: "GET");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _http.GetByteArrayAsync("/object/authenticated/b/a", patience.Token));
    }

    [Fact]
    public async Task Slow_response_arrives()
    {
        _server.Faults.Plan(InjectedFault.Slow(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync("a")).StatusCode);
    }

    private async Task<HttpResponseMessage> PutAsync(string key, byte[]? body = null) =>
        await _http.PostAsync("/object/b/" + key, new ByteArrayContent(body ?? [1, 2, 3]), Cancellation);
}
