namespace Unified.Media;

/// <summary>Each string of <see cref="Generation"/> has at most 5,000 characters.</summary>
internal sealed class GenerationLength : IRule<DescriptiveFields>
{
    public const int Max = 5_000;

    public void Check(DescriptiveFields subject, RejectionReasons reasons)
    {
        if (subject.Generation is not { } generation)
        {
            return;
        }

        TextLength.Check("Generation.Provider", generation.Provider, Max, reasons);
        TextLength.Check("Generation.Model", generation.Model, Max, reasons);
        TextLength.Check("Generation.Prompt", generation.Prompt, Max, reasons);
        TextLength.Check("Generation.Style", generation.Style, Max, reasons);
        TextLength.Check("Generation.JobId", generation.JobId, Max, reasons);
    }
}
