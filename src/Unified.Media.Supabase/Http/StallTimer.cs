namespace Unified.Media.Supabase;

/// <summary>
/// Cancels an attempt when no data is transferred within the timeout, or when the caller cancels. The duration of the whole attempt is not limited.
/// </summary>
internal sealed class StallTimer : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _callerToken;
    private readonly TimeSpan _timeout;

    public StallTimer(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _callerToken = cancellationToken;
        _source = new(timeout, time);
        _registration = LinkTo(cancellationToken);
    }

    public CancellationToken Token => _source.Token;

    public bool IsStalled => _source.IsCancellationRequested && !_callerToken.IsCancellationRequested;

    /// <summary>Restarts the timeout before or after a transfer of data.</summary>
    public void Restart() => _source.CancelAfter(_timeout);

    /// <summary>Restarts the timeout, with extra time for the server to respond.</summary>
    public void Restart(TimeSpan extraTime) => _source.CancelAfter(_timeout + extraTime);

    /// <summary>Stops the timeout while the caller's stream is read, or between two reads of a download.</summary>
    public void Stop() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Cancels the attempt when another token is cancelled. Dispose the result to end the registration.</summary>
    public CancellationTokenRegistration LinkTo(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
