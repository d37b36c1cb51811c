namespace Unified.Media;

/// <summary>The content has at least one byte.</summary>
internal sealed class NotEmpty : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.BytesReceived == 0)
        {
            reasons.Add(RejectionCode.Empty, "The content is empty. A stream is read from its current position.");
        }
    }
}
