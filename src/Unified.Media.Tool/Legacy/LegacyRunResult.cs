using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>What a run did.</summary>
internal sealed record LegacyRunResult(LegacyRunReport Report) : IReport
{
    public object Content => Report;

    public ExitCode Exit =>
        Report.IsComplete && Report.Verification is { } verification ? LegacyVerifyResult.ExitCodeOf(verification) : ExitCode.Differences;

    public void Draw(Page page)
    {
        page.Table(
            ["Job", "#Read", "#Written", "#Adopted", "#Left out", "#Failed", "#Batches", "#Longest", "#Took"],
            Report.Jobs.Select(job => new[]
            {
                job.Job, Page.Count(job.Read), Page.Count(job.Written), Page.Count(job.Adopted), Page.Count(job.Skipped),
                Page.Count(job.Failed),
                Page.Count(job.Batches), Page.Elapsed(job.MaxBatchDuration), Page.Elapsed(job.Elapsed),
            }));
        if (Report.Problems.Count > 0)
        {
            page.Gap();
            page.Table(
                ["Table", "Problem", "#Rows"], Report.Problems.Select(
                    problem => new[] { problem.Source, problem.Reason, Page.Count(problem.Rows) }));
            page.Quiet("unified-media legacy problems names the rows");
        }

        page.Gap();
        if (Report.Verification is { } verification)
        {
            new LegacyVerifyResult(verification).Draw(page);
        }

        page.Line(
            Report.IsComplete ? Mark.Good : Mark.Warning,
            Report.IsComplete ? $"{Page.Count(Report.Written)} rows written in {Page.Elapsed(Report.Elapsed)}" : "paused: unified-media "
                + "legacy resume goes on");
    }
}
