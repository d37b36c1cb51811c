namespace Unified.Media;

/// <summary>Counts the frames of an animation and adds up their delays. Totals stop at the maximum value of their type.</summary>
internal struct AnimationTotals
{
    private TimeSpan _duration;

    public int Frames { get; private set; }

    public void AddFrame(TimeSpan delay)
    {
        Frames += Frames == int.MaxValue ? 0 : 1;
        _duration = delay < TimeSpan.MaxValue - _duration ? _duration + delay : TimeSpan.MaxValue;
    }

    /// <summary>Returns the properties with the number of frames and, unless it is zero, the duration.</summary>
    public readonly ContentProperties ApplyTo(ContentProperties properties) =>
        properties with { Frames = Frames, Duration = _duration > TimeSpan.Zero ? _duration : null };
}
