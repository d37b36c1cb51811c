namespace Unified.Media;

/// <summary>
/// The time limits of one fetch, with one timer: the limit of the current step, or the rest of the total limit if that is shorter.
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

    /// <summary>True when the total limit has passed, and not only that of the step.</summary>
    public bool TotalHasPassed => HasPassed && Volatile.Read(ref _isTotal);

    /// <summary>Starts a step with a limit.</summary>
    public void StartStep(TimeSpan limit)
    {
        var left = _total - _time.GetElapsedTime(_started);
        Volatile.Write(ref _isTotal, left <= limit);
        _source.CancelAfter(left > limit ? limit : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Stops the timer between steps. The pause counts towards the total limit.</summary>
    public void EndStep() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        // A connection attempt may outlive the request that started it.
        _source.Cancel();
        _source.Dispose();
    }
}
