namespace Unified.Media.Tool;

/// <summary>The findings of a check.</summary>
internal sealed record CheckResult(string Name, string Summary, IReadOnlyList<Finding> Findings)
{
    public FindingState State => Findings.Select(finding => finding.State).DefaultIfEmpty(FindingState.Ok).Max();
}
