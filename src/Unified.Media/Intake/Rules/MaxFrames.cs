namespace Unified.Media;

/// <summary>An animation has at most <see cref="MediaLimits.MaxFrames"/> frames.</summary>
internal sealed class MaxFrames : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Properties?.Frames is { } frames && frames > subject.Limits.MaxFrames)
        {
            reasons.Add(RejectionCode.TooManyFrames, $"The content has {frames} frames; at most {subject.Limits.MaxFrames} are allowed.");
        }
    }
}
