namespace Unified.Media;

/// <summary>
/// Enforces the time limits of one fetch: the limit of the current step, and the total limit. One timer is set to the limit that ends first.
/// </summary>
internal sealed class RemoteDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _totalLimit;
    private readonly long _startTimestamp;
    private readonly CancellationTokenSource _source;
    private bool _isTotalLimitNext = true;

    public RemoteDeadline(TimeSpan total, TimeProvider time)
    {
        _time = time;
        _totalLimit = total;
        _startTimestamp = time.GetTimestamp();
        _source = new CancellationTokenSource(total, time);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    public bool HasPassed => Token.IsCancellationRequested;

    /// <summary>True when the total limit has passed; false when only the limit of a step has passed.</summary>
    public bool TotalHasPassed => HasPassed && Volatile.Read(ref _isTotalLimitNext);

    /// <summary>Starts a step, and cancels <see cref="Token"/> when its limit or the total limit passes.</summary>
    public void StartStep(TimeSpan limit)
    {
        var remainingTime = _totalLimit - _time.GetElapsedTime(_startTimestamp);
        Volatile.Write(ref _isTotalLimitNext, remainingTime <= limit);
        _source.CancelAfter(remainingTime > limit ? limit : remainingTime > TimeSpan.Zero ? remainingTime : TimeSpan.Zero);
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
