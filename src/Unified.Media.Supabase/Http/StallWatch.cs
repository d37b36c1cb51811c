namespace Unified.Media.Supabase;

/// <summary>Cancels one try when nothing has moved for a while, however long the whole takes; and when the caller cancels.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _caller;
    private readonly CancellationToken _callersToken;
    private readonly TimeSpan _limit;

    public StallWatch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _callersToken = cancellationToken;
        _source = new(limit, time);
        _caller = LinkTo(cancellationToken);
    }

    public CancellationToken Token => _source.Token;

    public bool IsStalled => _source.IsCancellationRequested && !_callersToken.IsCancellationRequested;

    /// <summary>Starts the limit anew: something moved, or begins to.</summary>
    public void Resume() => _source.CancelAfter(_limit);

    /// <summary>Starts the limit anew, and gives the other side this much longer to answer.</summary>
    public void Resume(TimeSpan more) => _source.CancelAfter(_limit + more);

    /// <summary>Stops the limit: the caller's own stream is read, or nothing is asked for.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Cancels when another token is cancelled, as long as the registration lives.</summary>
    public CancellationTokenRegistration LinkTo(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);

    public void Dispose()
    {
        _caller.Dispose();
        _source.Dispose();
    }
}
