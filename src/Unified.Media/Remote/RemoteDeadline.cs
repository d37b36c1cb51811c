namespace Unified.Media;

/// <summary>
/// The time limits of one fetch on one timer: the current step's limit or what is left of the total, whichever is less.
/// </summary>
internal sealed class RemoteDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _total;
    private readonly long _started;
    private readonly CancellationTokenSource _source;
    private bool _isTotal = true;

    public RemoteDeadline(TimeSpan total, TimeProvider time)
    {
        _time = time;
        _total = total;
        _started = time.GetTimestamp();
        _source = new CancellationTokenSource(total, time);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    public bool HasPassed => Token.IsCancellationRequested;

    /// <summary>Whether it is the total that passed, not the step.</summary>
    public bool TotalHasPassed => HasPassed && Volatile.Read(ref _isTotal);

    /// <summary>Starts a step that may last <paramref name="limit"/>.</summary>
    public void Allow(TimeSpan limit)
    {
        var left = _total - _time.GetElapsedTime(_started);
        Volatile.Write(ref _isTotal, left <= limit);
        _source.CancelAfter(left > limit ? limit : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Stops the clock between steps; the next <see cref="Allow"/> counts the pause towards the total.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        // A connection attempt may outlive the request that started it.
        _source.Cancel();
        _source.Dispose();
    }
}
