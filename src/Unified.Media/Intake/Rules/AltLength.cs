namespace Unified.Media;

/// <summary>An alternative text has at most 1,000 characters.</summary>
internal sealed class AltLength : IRule<DescriptiveFields>
{
    public const int Max = 1_000;

    public void Check(DescriptiveFields subject, RejectionReasons reasons) =>
        TextLength.Check(nameof(MediaUpload.Alt), subject.Alt, Max, reasons);
}
