namespace Unified.Media.Tool;

/// <summary>The schema as a script.</summary>
/// <param name="Steps">The steps in it.</param>
/// <param name="File">Where it was written; null when it is <paramref name="Script"/>.</param>
/// <param name="Script">The script; null when it was written to a file.</param>
internal sealed record SchemaScriptReport(IReadOnlyList<string> Steps, string? File, string? Script) : IReport
{
    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Script is { } script)
        {
            page.Raw(script);
        }
        else
        {
            page.Line(Mark.Good, $"{Steps.Count} steps written", File);
        }
    }
}
