namespace Unified.Media.Tool;

/// <summary>How fast something goes, from what it did lately: a slow start, or a pause, does not spoil the rest.</summary>
internal sealed class Pace(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<(long At, long Done)> _seen = new();
    private long _last;

    public void Add(long done)
    {
        var now = time.GetTimestamp();
        _last = done;
        _seen.Enqueue((now, done));
        while (_seen.Count > 2 && time.GetElapsedTime(_seen.Peek().At, now) > Window)
        {
            _seen.Dequeue();
        }
    }

    /// <summary>How many a second; null before there is anything to compare.</summary>
    public double? PerSecond
    {
        get
        {
            if (_seen.Count < 2)
            {
                return null;
            }

            var (at, done) = _seen.Peek();
            var seconds = time.GetElapsedTime(at).TotalSeconds;
            return seconds <= 0 ? null : (_last - done) / seconds;
        }
    }

    /// <summary>How long the rest takes at this pace; null when nobody knows.</summary>
    public TimeSpan? Left(long? total) =>
        total is { } all && PerSecond is > 0 and var rate ? TimeSpan.FromSeconds(Math.Max(0, all - _last) / rate) : null;
}
