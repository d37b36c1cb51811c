using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The rows that a rollback removed, restored or kept.</summary>
internal sealed record LegacyRollbackResult(LegacyRollbackReport Report) : IReport
{
    private const int MaxShown = 20;

    public object Content => Report;

    public ExitCode ExitCode => Report.Kept > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        if (Report.KeptRows.Count > 0)
        {
            writer.Table(
                ["Table", "Row", "Kept because", "Detail"],
                Report.KeptRows.Take(MaxShown).Select(row => new[] { row.Source, row.Id, row.Reason, row.Detail }));
        }

        writer.Status(
            Report.Kept > 0 ? LineStatus.Warning : LineStatus.Ok,
            $"{DisplayText.Count(Report.Items, "item")} removed, {DisplayText.Count(Report.PreexistingItems, "preexisting item")} and "
            + $"{DisplayText.Count(Report.References, "reference")} restored, "
            + $"{DisplayText.Count(Report.Kept)} kept because they were changed after the migration",
            DisplayText.Duration(Report.Elapsed));
    }
}
