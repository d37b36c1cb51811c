namespace Unified.Media;

/// <summary>The content is of the kind that the operation accepts.</summary>
internal sealed class KindMatches : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Format is { } format && subject.Kind is { } kind && format.Kind != kind)
        {
            reasons.Add(RejectionCode.KindMismatch, $"The content is {format.ContentType}; this operation accepts {kind} content only.");
        }
    }
}
