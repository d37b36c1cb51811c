namespace Unified.Media;

/// <summary>A video or an animation has a duration of at most <see cref="MediaLimits.MaxDuration"/>.</summary>
internal sealed class MaxDuration : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Properties?.Duration is { } duration && duration > subject.Limits.MaxDuration)
        {
            reasons.Add(RejectionCode.TooLong, $"The content has a duration of {duration}; at most {subject.Limits.MaxDuration} are allowed.");
        }
    }
}
