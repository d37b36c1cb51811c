namespace Unified.Media;

/// <summary>An image or a video has at most <see cref="MediaLimits.MaxPixels"/> pixels, width times height.</summary>
internal sealed class MaxPixels : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Properties is { Width: { } width, Height: { } height } && (long)width * height > subject.Limits.MaxPixels)
        {
            reasons.Add(
                RejectionCode.TooManyPixels,
                $"The content has {width} x {height} pixels; at most {subject.Limits.MaxPixels} in total are allowed.");
        }
    }
}
