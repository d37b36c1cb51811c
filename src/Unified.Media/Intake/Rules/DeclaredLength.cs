namespace Unified.Media;

/// <summary>The content has the declared length.</summary>
internal sealed class DeclaredLength : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.DeclaredLength is { } declared && subject.Length is { } length && length != declared)
        {
            reasons.Add(RejectionCode.LengthMismatch, $"The content has {length} bytes; {declared} were declared.");
        }
    }
}
