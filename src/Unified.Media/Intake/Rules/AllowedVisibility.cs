namespace Unified.Media;

/// <summary>A caller can set public or private. Other visibilities occur in rows of legacy applications only.</summary>
internal sealed class AllowedVisibility : IRule<DescriptiveFields>
{
    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        if (subject.Visibility is { } visibility && visibility != Visibility.Public && visibility != Visibility.Private)
        {
            reasons.AddField(nameof(MediaUpload.Visibility), $"The visibility is '{visibility}'; it must be public or private.");
        }
    }
}
