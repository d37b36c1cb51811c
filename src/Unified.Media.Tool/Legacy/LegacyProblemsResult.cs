using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>Rows that were skipped or need attention.</summary>
/// <param name="Problems">The rows, at most the requested number.</param>
/// <param name="IsComplete">True if the list contains all rows; false if there are further rows.</param>
internal sealed record LegacyProblemsResult(IReadOnlyList<LegacyProblem> Problems, bool IsComplete) : IReport
{
    public ExitCode ExitCode => Problems.Count > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Problems.Count > 0)
        {
            writer.Table(
                ["Table", "Row", "Problem", "Detail"],
                Problems.Select(problem => new[] { problem.Source, problem.Id, problem.Reason, problem.Detail }));
        }

        writer.Status(
            Problems.Count > 0 ? LineStatus.Warning : LineStatus.Ok,
            $"{DisplayText.Count(Problems.Count, "row")}{(IsComplete ? "" : ", and more")}");
    }
}
