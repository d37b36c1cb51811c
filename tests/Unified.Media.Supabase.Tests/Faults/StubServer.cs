using System.Net;
using System.Text;

namespace Unified.Media.Supabase.Tests;

/// <summary>An in-process server for responses that a real server does not send on demand.</summary>
public sealed class StubServer(Func<HttpRequestMessage, int, CancellationToken, Task<HttpResponseMessage>> respond) : HttpMessageHandler
{
    private int _count;

    public StubServer(Func<HttpRequestMessage, int, HttpResponseMessage> respond)
        : this((request, number, _) => Task.FromResult(respond(request, number)))
    {
    }

    /// <summary>The number of requests.</summary>
    public int Count => _count;

    public Task<HttpResponseMessage> RespondAsync(HttpRequestMessage request, int number, CancellationToken cancellationToken) =>
        respond(request, number, cancellationToken);

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Ok(string body = """{"Key":"b/k","Id":"x"}""") => Json(HttpStatusCode.OK, body);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        var result = await respond(request, number, cancellationToken);
        result.RequestMessage = request;
        return result;
    }
}
