using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Unified.Media.TestStorage;

/// <summary>Records the requests in the order in which they arrive.</summary>
internal sealed class RequestRecorder(bool enabled)
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();

    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    public void Clear() => _requests.Clear();

    public void Add(HttpContext context)
    {
        if (enabled)
        {
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            _requests.Enqueue(new RecordedRequest(context.Request.Method, target, headers));
        }
    }
}
