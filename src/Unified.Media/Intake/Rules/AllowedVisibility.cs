namespace Unified.Media;

/// <summary>Callers set public or private; other visibilities are those of older rows.</summary>
internal sealed class AllowedVisibility : IRule<DescriptiveFields>
{
    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        if (subject.Visibility is { } visibility && visibility != Visibility.Public && visibility != Visibility.Private)
        {
            reasons.AddField(nameof(MediaUpload.Visibility), $"The visibility '{visibility}' cannot be set: it is public or private.");
        }
    }
}
