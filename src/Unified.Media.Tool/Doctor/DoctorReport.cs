namespace Unified.Media.Tool;

/// <summary>What the doctor found.</summary>
internal sealed record DoctorReport(string Database, FindingState State, IReadOnlyList<CheckResult> Checks) : IReport
{
    public ExitCode Exit => State switch
    {
        FindingState.Problem => ExitCode.Failure,
        FindingState.Warning => ExitCode.Differences,
        _ => ExitCode.Clean,
    };

    public void Draw(Page page)
    {
        page.Heading(Database);
        var width = Checks.Max(check => check.Name.Length);
        foreach (var check in Checks)
        {
            page.Line(MarkOf(check.State), check.Name.PadRight(width), check.Summary);
            foreach (var finding in check.Findings)
            {
                page.Detail($"{finding.Code}: {finding.Message}");
                if (finding.Hint is { } hint)
                {
                    page.Detail(hint, 8);
                }

                if (finding.Examples is { Count: > 0 } examples)
                {
                    page.Detail($"for example {string.Join(", ", examples)}", 8);
                }
            }
        }

        page.Gap();
        var findings = Checks.SelectMany(check => check.Findings).ToArray();
        var (problems, warnings) = (
            findings.Count(finding => finding.State == FindingState.Problem),
            findings.Count(finding => finding.State == FindingState.Warning));
        page.Line(MarkOf(State == FindingState.Skipped ? FindingState.Ok : State), $"{problems} problems, {warnings} warnings");
    }

    private static Mark MarkOf(FindingState state) => state switch
    {
        FindingState.Ok => Mark.Good,
        FindingState.Warning => Mark.Warning,
        FindingState.Problem => Mark.Bad,
        _ => Mark.Quiet,
    };
}
