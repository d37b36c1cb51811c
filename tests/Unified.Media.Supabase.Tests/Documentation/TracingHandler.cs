namespace Unified.Media.Supabase.Tests;

/// <summary>The message handler of an application that the README names. Counts the requests.</summary>
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
