namespace Unified.Media.Tool;

/// <summary>The results of all checks.</summary>
internal sealed record DoctorReport(string Database, FindingState State, IReadOnlyList<CheckResult> Checks) : IReport
{
    public ExitCode ExitCode => State switch
    {
        FindingState.Problem => ExitCode.Failure,
        FindingState.Warning => ExitCode.Differences,
        _ => ExitCode.Clean,
    };

    public void WriteTo(ReportWriter writer)
    {
        writer.Heading(Database);
        var width = Checks.Max(check => check.Name.Length);
        foreach (var check in Checks)
        {
            writer.Status(StatusOf(check.State), check.Name.PadRight(width), check.Summary);
            foreach (var finding in check.Findings)
            {
                writer.Indented($"{finding.Code}: {finding.Message}");
                if (finding.Hint is { } hint)
                {
                    writer.Indented(hint, 8);
                }

                if (finding.Examples is { Count: > 0 } examples)
                {
                    writer.Indented($"for example: {string.Join(", ", examples)}", 8);
                }
            }
        }

        writer.BlankLine();
        var findings = Checks.SelectMany(check => check.Findings).ToArray();
        var problems = findings.Count(finding => finding.State == FindingState.Problem);
        var warnings = findings.Count(finding => finding.State == FindingState.Warning);
        writer.Status(StatusOf(State), $"{DisplayText.Count(problems, "problem")}, {DisplayText.Count(warnings, "warning")}");
    }

    private static LineStatus StatusOf(FindingState state) => state switch
    {
        FindingState.Ok => LineStatus.Ok,
        FindingState.Warning => LineStatus.Warning,
        FindingState.Problem => LineStatus.Error,
        _ => LineStatus.Neutral,
    };
}
