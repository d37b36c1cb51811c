namespace Unified.Media.Tool;

/// <summary>What was changed in the journal of a schema.</summary>
/// <param name="Change"><c>forgotten</c>, <c>accepted</c> or <c>baselined</c>.</param>
/// <param name="Steps">The steps that it was done to.</param>
internal sealed record SchemaChangeReport(string Change, IReadOnlyList<string> Steps) : IReport
{
    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page)
    {
        foreach (var step in Steps)
        {
            page.Line(step);
        }

        page.Line(Mark.Good, $"{Steps.Count} steps {Change}");
    }
}
