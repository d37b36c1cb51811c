namespace Unified.Media.Tool;

/// <summary>What one check found.</summary>
internal sealed record CheckResult(string Name, string Summary, IReadOnlyList<Finding> Findings)
{
    public FindingState State => Findings.Select(finding => finding.State).DefaultIfEmpty(FindingState.Ok).Max();
}
