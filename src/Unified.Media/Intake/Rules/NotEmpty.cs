namespace Unified.Media;

/// <summary>Content has at least one byte.</summary>
internal sealed class NotEmpty : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.BytesReceived == 0)
        {
            reasons.Add(RejectionCode.Empty, "There is no content.");
        }
    }
}
