namespace Unified.Media.Tool;

/// <summary>The schema as an SQL script.</summary>
/// <param name="Steps">The steps in the script.</param>
/// <param name="File">The path of the file; null when <paramref name="Script"/> has the text.</param>
/// <param name="Script">The script; null when it was written to a file.</param>
internal sealed record SchemaScriptReport(IReadOnlyList<string> Steps, string? File, string? Script) : IReport
{
    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Script is { } script)
        {
            writer.Raw(script);
        }
        else
        {
            writer.Status(LineStatus.Ok, $"{DisplayText.Count(Steps.Count, "step")} written", File);
        }
    }
}
