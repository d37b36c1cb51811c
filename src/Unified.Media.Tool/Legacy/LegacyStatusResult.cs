using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>How far a migration of older tables is.</summary>
internal sealed record LegacyStatusResult(LegacyStatus Status) : IReport
{
    public object Content => Status;

    public ExitCode Exit => ExitCode.Clean;

    public void Draw(Page page)
    {
        page.Fields(
            ("phase", Status.Phase.ToString().ToLowerInvariant()),
            ("running", Status.IsRunning ? "yes" : "no"),
            ("paused", Status.IsPaused ? "yes" : "no"),
            ("prepared", Status.PreparedAt is { } prepared ? Page.Time(prepared) : null),
            ("switched", Status.SwitchedAt is { } switched ? Page.Time(switched) : null),
            ("finished", Status.FinishedAt is { } finished ? Page.Time(finished) : null));
        if (Status.Jobs.Count > 0)
        {
            page.Gap();
            page.Table(
                ["Job", "State", "#Read", "#Written", "#Adopted", "#Left out", "#Failed", "Moved"],
                Status.Jobs.Select(job => new[]
                {
                    job.Job, job.HasWorker ? $"{job.State}, at work" : job.State, Page.Count(job.Read), Page.Count(job.Written),
                    Page.Count(job.Adopted),
                    Page.Count(job.Skipped), Page.Count(job.Failed), Page.Time(job.ChangedAt),
                }));
        }

        if (Status.Problems.Count > 0)
        {
            page.Gap();
            page.Table(["Table", "Problem", "#Rows"], Status.Problems.Select(
                problem => new[] { problem.Source, problem.Reason, Page.Count(problem.Rows) }));
        }
    }
}
