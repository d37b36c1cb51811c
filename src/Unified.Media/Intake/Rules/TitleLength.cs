namespace Unified.Media;

/// <summary>A title has at most 255 characters.</summary>
internal sealed class TitleLength : IRule<DescriptiveFields>
{
    public const int Max = 255;

    public void Check(DescriptiveFields subject, RejectionReasons reasons) =>
        TextLength.Check(nameof(MediaUpload.Title), subject.Title, Max, reasons);
}
