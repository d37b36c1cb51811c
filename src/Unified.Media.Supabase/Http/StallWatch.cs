namespace Unified.Media.Supabase;

/// <summary>
/// Cancels an attempt when no data has been transferred for a time, however long the whole transfer takes, and when the caller cancels.
/// </summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _callerToken;
    private readonly TimeSpan _timeout;

    public StallWatch(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _callerToken = cancellationToken;
        _source = new(timeout, time);
        _registration = LinkTo(cancellationToken);
    }

    public CancellationToken Token => _source.Token;

    public bool IsStalled => _source.IsCancellationRequested && !_callerToken.IsCancellationRequested;

    /// <summary>Restarts the timeout, because data has been or will be transferred.</summary>
    public void Resume() => _source.CancelAfter(_timeout);

    /// <summary>Restarts the timeout, with extra time for the server to respond.</summary>
    public void Resume(TimeSpan extraTime) => _source.CancelAfter(_timeout + extraTime);

    /// <summary>Stops the timeout while the caller's own stream is read, or between two reads of a download.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Cancels the attempt when another token is cancelled, until the registration is disposed.</summary>
    public CancellationTokenRegistration LinkTo(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
