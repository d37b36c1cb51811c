namespace Unified.Media;

/// <summary>The visibility is public or private. Other values occur only in rows of older applications.</summary>
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
