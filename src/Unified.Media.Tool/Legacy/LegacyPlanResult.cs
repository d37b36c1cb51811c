using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The rows that a run would migrate.</summary>
internal sealed record LegacyPlanResult(LegacyPlan Plan) : IReport
{
    public object Content => Plan;

    public ExitCode ExitCode => Plan.ToMigrate > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void WriteTo(ReportWriter writer)
    {
        writer.Table(
            ["Table", "#Rows", "#To migrate", "#Owners", "Migrated", "Skipped", "Sources", "Kinds", "Objects", "Problems"],
            Plan.Tables.Select(table => new[]
            {
                table.Source, DisplayText.Count(table.Rows), DisplayText.Count(table.ToMigrate), DisplayText.Count(table.Owners),
                CountList.Format(table.Done), CountList.Format(table.Skipped), CountList.Format(table.SourceTypes),
                CountList.Format(table.Kinds), CountList.Format(table.Objects), CountList.Format(table.Problems),
            }));
        if (Plan.Tables.Count == 0)
        {
            writer.Note("the database has no legacy tables");
        }

        if (Plan.OtherTables.Count > 0)
        {
            writer.Line($"other tables: {CountList.Format(Plan.OtherTables)}");
        }

        if (Plan.Notes.Count > 0)
        {
            writer.Line($"notes: {CountList.Format(Plan.Notes)}");
        }

        writer.Status(
            Plan.ToMigrate > 0 ? LineStatus.Warning : LineStatus.Ok, $"{DisplayText.Count(Plan.ToMigrate, "row")} to migrate",
            $"phase {Plan.Phase.ToString().ToLowerInvariant()}, {DisplayText.Duration(Plan.Elapsed)}");
    }
}
