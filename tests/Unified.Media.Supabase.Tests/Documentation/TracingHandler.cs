namespace Unified.Media.Supabase.Tests;

/// <summary>An application's message handler that the README uses. It counts the requests.</summary>
internal sealed class TracingHandler : DelegatingHandler
{
    private static int _requests;

    public static int Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return base.SendAsync(request, cancellationToken);
    }
}
