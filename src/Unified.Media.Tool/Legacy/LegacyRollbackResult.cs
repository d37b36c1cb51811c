using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>What a rollback undid.</summary>
internal sealed record LegacyRollbackResult(LegacyRollbackReport Report) : IReport
{
    private const int Shown = 20;

    public object Content => Report;

    public ExitCode Exit => Report.Kept > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void Draw(Page page)
    {
        if (Report.KeptRows.Count > 0)
        {
            page.Table(
                ["Kept", "Row", "Why", "Detail"],
                Report.KeptRows.Take(Shown).Select(row => new[] { row.Source, row.Id, row.Reason, row.Detail }));
        }

        page.Line(
            Report.Kept > 0 ? Mark.Warning : Mark.Good,
            $"{Page.Count(Report.Items)} items, {Page.Count(Report.OlderItems)} older items and {Page.Count(Report.References)} "
                + "references taken back, "
            + $"{Page.Count(Report.Kept)} kept because somebody changed them",
            Page.Elapsed(Report.Elapsed));
    }
}
