using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>Rows that were left out, or need a look.</summary>
internal sealed record LegacyProblemsResult(IReadOnlyList<LegacyProblem> Problems, bool AreAll) : IReport
{
    public ExitCode Exit => Problems.Count > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Problems.Count > 0)
        {
            page.Table(
                ["Table", "Row", "Problem", "Detail"],
                Problems.Select(problem => new[] { problem.Source, problem.Id, problem.Reason, problem.Detail }));
        }

        page.Line(Problems.Count > 0 ? Mark.Warning : Mark.Good, $"{Page.Count(Problems.Count)} rows{(AreAll ? "" : ", and more")}");
    }
}
