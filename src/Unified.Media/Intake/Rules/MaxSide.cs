namespace Unified.Media;

/// <summary>The width and the height of an image or a video are at most <see cref="MediaLimits.MaxSide"/> pixels.</summary>
internal sealed class MaxSide : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Properties is { Width: { } width, Height: { } height } && Math.Max(width, height) is var side && side > subject.Limits.MaxSide)
        {
            reasons.Add(RejectionCode.TooManyPixels, $"The content has a side of {side} pixels; at most {subject.Limits.MaxSide} are allowed.");
        }
    }
}
