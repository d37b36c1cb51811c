namespace Unified.Media.Tool;

/// <summary>Estimates the rate of progress over the last 30 seconds, so that a slow start or a pause affects it only briefly.</summary>
internal sealed class RateEstimator(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<(long Timestamp, long Done)> _samples = new();
    private long _done;

    /// <summary>The rate in units per second; null until there are two samples.</summary>
    public double? PerSecond
    {
        get
        {
            if (_samples.Count < 2)
            {
                return null;
            }

            var (timestamp, done) = _samples.Peek();
            var seconds = time.GetElapsedTime(timestamp).TotalSeconds;
            return seconds <= 0 ? null : (_done - done) / seconds;
        }
    }

    public void AddSample(long done)
    {
        var now = time.GetTimestamp();
        _done = done;
        _samples.Enqueue((now, done));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().Timestamp, now) > Window)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>Returns the time that the remaining units take at this rate; null while the total or the rate is unknown.</summary>
    public TimeSpan? EstimateRemaining(long? total) =>
        total is { } knownTotal && PerSecond is > 0 and var rate ? TimeSpan.FromSeconds(Math.Max(0, knownTotal - _done) / rate) : null;
}
