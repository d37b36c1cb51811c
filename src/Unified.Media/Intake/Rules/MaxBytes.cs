namespace Unified.Media;

/// <summary>Both the declared length and the received bytes are at most <see cref="MediaLimits.MaxBytes"/>.</summary>
internal sealed class MaxBytes : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        var max = subject.Limits.MaxBytes;
        if (subject.Length > max)
        {
            reasons.Add(RejectionCode.TooLarge, $"The content has {subject.Length} bytes; at most {max} are allowed.");
        }
        else if (subject.BytesReceived > max)
        {
            reasons.Add(RejectionCode.TooLarge, $"The content has more than {max} bytes.");
        }
    }
}
