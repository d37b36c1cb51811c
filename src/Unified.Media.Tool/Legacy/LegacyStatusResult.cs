using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The state of a migration of legacy tables.</summary>
internal sealed record LegacyStatusResult(LegacyStatus Status) : IReport
{
    public object Content => Status;

    public ExitCode ExitCode => ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        writer.Fields(
            ("phase", Status.Phase.ToString().ToLowerInvariant()),
            ("running", Status.IsRunning ? "yes" : "no"),
            ("paused", Status.IsPaused ? "yes" : "no"),
            ("prepared", Status.PreparedAt is { } prepared ? DisplayText.Time(prepared) : null),
            ("switched", Status.SwitchedAt is { } switched ? DisplayText.Time(switched) : null),
            ("finished", Status.FinishedAt is { } finished ? DisplayText.Time(finished) : null));
        if (Status.Jobs.Count > 0)
        {
            writer.BlankLine();
            writer.Table(
                ["Job", "State", "#Read", "#Written", "#Adopted", "#Skipped", "#Failed", "Updated"],
                Status.Jobs.Select(job => new[]
                {
                    job.Job, job.HasWorker ? $"{job.State}, running" : job.State, DisplayText.Count(job.Read), DisplayText.Count(job.Written),
                    DisplayText.Count(job.Adopted), DisplayText.Count(job.Skipped), DisplayText.Count(job.Failed), DisplayText.Time(job.ChangedAt),
                }));
        }

        if (Status.Problems.Count > 0)
        {
            writer.BlankLine();
            writer.Table(["Table", "Problem", "#Rows"], Status.Problems.Select(
                problem => new[] { problem.Source, problem.Reason, DisplayText.Count(problem.Rows) }));
        }
    }
}
