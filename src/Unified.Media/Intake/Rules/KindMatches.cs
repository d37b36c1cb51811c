namespace Unified.Media;

/// <summary>The content is of the kind that the operation takes.</summary>
internal sealed class KindMatches : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Format is { } format && format.Kind != subject.Request.Kind)
        {
            reasons.Add(RejectionCode.KindMismatch, $"The content is {format.ContentType}; this takes {subject.Request.Kind} content only.");
        }
    }
}
