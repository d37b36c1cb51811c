namespace Unified.Media;

/// <summary>The content begins with the signature of a supported format.</summary>
internal sealed class KnownFormat : IRule<UploadContext>
{
    public void Check(UploadContext subject, RejectionReasons reasons)
    {
        if (subject.Format is null)
        {
            var exception = MediaFormatException.Unrecognized();
            reasons.Add(exception.Code, exception.Message);
        }
    }
}
