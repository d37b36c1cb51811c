using System.Net;
using System.Text;

namespace Unified.Media.Supabase.Tests;

/// <summary>Answers requests in the process, by a script: what no server says on demand.</summary>
public sealed class StubServer(Func<HttpRequestMessage, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _count;

    public StubServer(Func<HttpRequestMessage, int, HttpResponseMessage> answer)
        : this((request, number, _) => Task.FromResult(answer(request, number)))
    {
    }

    /// <summary>How many requests came.</summary>
    public int Count => _count;

    public Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, int number, CancellationToken cancellationToken) =>
        answer(request, number, cancellationToken);

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Ok(string body = """{"Key":"b/k","Id":"x"}""") => Json(HttpStatusCode.OK, body);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        var result = await answer(request, number, cancellationToken);
        result.RequestMessage = request;
        return result;
    }
}
