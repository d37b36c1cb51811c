namespace Unified.Media;

/// <summary>Each part of an attribution has at most 1,000 characters.</summary>
internal sealed class AttributionLength : IRule<DescriptiveFields>
{
    public const int Max = 1_000;

    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        if (subject.Attribution is not { } attribution)
        {
            return;
        }

        TextLength.Check("Attribution.Text", attribution.Text, Max, reasons);
        TextLength.Check("Attribution.Author", attribution.Author, Max, reasons);
        TextLength.Check("Attribution.AuthorUrl", attribution.AuthorUrl, Max, reasons);
        TextLength.Check("Attribution.Provider", attribution.Provider, Max, reasons);
        TextLength.Check("Attribution.ProviderId", attribution.ProviderId, Max, reasons);
        TextLength.Check("Attribution.SourceUrl", attribution.SourceUrl, Max, reasons);
        TextLength.Check("Attribution.License", attribution.License, Max, reasons);
    }
}
