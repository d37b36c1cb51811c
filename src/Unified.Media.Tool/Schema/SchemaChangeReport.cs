namespace Unified.Media.Tool;

/// <summary>A change of the journal that records the applied steps of the schema.</summary>
/// <param name="Change"><c>cleared</c>, <c>accepted</c> or <c>baselined</c>.</param>
/// <param name="Steps">The changed steps.</param>
internal sealed record SchemaChangeReport(string Change, IReadOnlyList<string> Steps) : IReport
{
    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        foreach (var step in Steps)
        {
            writer.Line(step);
        }

        writer.Status(LineStatus.Ok, $"{DisplayText.Count(Steps.Count, "step")} {Change}");
    }
}
