namespace Unified.Media;

/// <summary>A description has at most 5,000 characters.</summary>
internal sealed class DescriptionLength : IRule<DescriptiveFields>
{
    public const int Max = 5_000;

    public void Check(DescriptiveFields subject, RejectionReasons reasons) =>
        TextLength.Check(nameof(MediaUpload.Description), subject.Description, Max, reasons);
}
