namespace Unified.Media;

/// <summary>
/// Enforces the time limits of one fetch: the limit of the current step, and the total limit. One timer is set to the one that ends first.
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

    /// <summary>True when the total limit has passed; false when only the limit of a step has passed.</summary>
    public bool TotalHasPassed => HasPassed && Volatile.Read(ref _isTotal);

    /// <summary>Starts a step, and cancels <see cref="Token"/> when its limit or the total limit passes.</summary>
    public void StartStep(TimeSpan limit)
    {
        var left = _total - _time.GetElapsedTime(_started);
        Volatile.Write(ref _isTotal, left <= limit);
        _source.CancelAfter(left > limit ? limit : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Stops the timer until the next step. The time between steps counts towards the total limit.</summary>
    public void EndStep() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        // A connection attempt may outlive the request that started it.
        _source.Cancel();
        _source.Dispose();
    }
}
