namespace Unified.Media;

/// <summary>Adds up the frames of an animation. What is more than a number can hold stays at the largest number.</summary>
internal struct PlaybackInfo
{
    private TimeSpan _duration;

    public int Frames { get; private set; }

    public void Add(TimeSpan delay)
    {
        Frames += Frames == int.MaxValue ? 0 : 1;
        _duration = delay < TimeSpan.MaxValue - _duration ? _duration + delay : TimeSpan.MaxValue;
    }

    /// <summary>The facts with the frames that were counted, and the time that they take when they take any.</summary>
    public readonly ContentFacts Complete(ContentFacts facts) =>
        facts with { Frames = Frames, Duration = _duration > TimeSpan.Zero ? _duration : null };
}
