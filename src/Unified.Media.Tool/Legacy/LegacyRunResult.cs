using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The rows that a run migrated.</summary>
internal sealed record LegacyRunResult(LegacyRunReport Report) : IReport
{
    public object Content => Report;

    public ExitCode ExitCode =>
        Report.IsComplete && Report.Verification is { } verification ? LegacyVerifyResult.GetExitCode(verification) : ExitCode.Differences;

    public void WriteTo(ReportWriter writer)
    {
        writer.Table(
            ["Job", "#Read", "#Written", "#Adopted", "#Skipped", "#Failed", "#Batches", "#Longest", "#Duration"],
            Report.Jobs.Select(job => new[]
            {
                job.Job, DisplayText.Count(job.Read), DisplayText.Count(job.Written), DisplayText.Count(job.Adopted), DisplayText.Count(job.Skipped),
                DisplayText.Count(job.Failed), DisplayText.Count(job.Batches),
                DisplayText.Duration(job.MaxBatchDuration), DisplayText.Duration(job.Elapsed),
            }));
        if (Report.Problems.Count > 0)
        {
            writer.BlankLine();
            writer.Table(
                ["Table", "Problem", "#Rows"], Report.Problems.Select(
                    problem => new[] { problem.Source, problem.Reason, DisplayText.Count(problem.Rows) }));
            writer.Note("To list the rows: unified-media legacy problems");
        }

        writer.BlankLine();
        if (Report.Verification is { } verification)
        {
            new LegacyVerifyResult(verification).WriteTo(writer);
        }

        writer.Status(
            Report.IsComplete ? LineStatus.Ok : LineStatus.Warning,
            Report.IsComplete
                ? $"{DisplayText.Count(Report.Written, "row")} written in {DisplayText.Duration(Report.Elapsed)}"
                : "paused; continue with: unified-media legacy resume");
    }
}
