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
        _caller = Listen(cancellationToken);
    }

    public CancellationToken Token => _source.Token;

    public bool IsStalled => _source.IsCancellationRequested && !_callersToken.IsCancellationRequested;

    /// <summary>Something moved, or begins to.</summary>
    public void Restart() => _source.CancelAfter(_limit);

    /// <summary>The other side is given this much longer to answer.</summary>
    public void Restart(TimeSpan more) => _source.CancelAfter(_limit + more);

    /// <summary>Cancels for another caller too, as long as the registration lives.</summary>
    public CancellationTokenRegistration Listen(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);

    /// <summary>It is not the network's turn: the caller's own stream is read, or nothing is asked for.</summary>
    public void Rest() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _caller.Dispose();
        _source.Dispose();
    }
}
