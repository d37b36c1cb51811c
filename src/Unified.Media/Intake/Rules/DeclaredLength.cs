namespace Unified.Media;

/// <summary>Content has as many bytes as were announced.</summary>
internal sealed class DeclaredLength : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.DeclaredLength is { } declared && subject.Length is { } length && length != declared)
        {
            reasons.Add(RejectionCode.LengthMismatch, $"The content has {length} bytes; {declared} were announced.");
        }
    }
}
