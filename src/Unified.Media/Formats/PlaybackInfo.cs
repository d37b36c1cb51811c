namespace Unified.Media;

/// <summary>Adds up the frames and delays of an animation. Sums saturate at their maximum values.</summary>
internal struct PlaybackInfo
{
    private TimeSpan _duration;

    public int Frames { get; private set; }

    public void Add(TimeSpan delay)
    {
        Frames += Frames == int.MaxValue ? 0 : 1;
        _duration = delay < TimeSpan.MaxValue - _duration ? _duration + delay : TimeSpan.MaxValue;
    }

    /// <summary>Returns the facts with the number of frames and, unless it is zero, the duration.</summary>
    public readonly ContentFacts Complete(ContentFacts facts) =>
        facts with { Frames = Frames, Duration = _duration > TimeSpan.Zero ? _duration : null };
}
