using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>What a run would do.</summary>
internal sealed record LegacyPlanResult(LegacyPlan Plan) : IReport
{
    public object Content => Plan;

    public ExitCode Exit => Plan.ToMigrate > 0 ? ExitCode.Differences : ExitCode.Clean;

    public void Draw(Page page)
    {
        page.Table(
            ["Table", "#Rows", "#To migrate", "#Owners", "Done", "Left out", "Sources", "Kinds", "Objects", "No object"],
            Plan.Tables.Select(table => new[]
            {
                table.Source, Page.Count(table.Rows), Page.Count(table.ToMigrate), Page.Count(table.Owners), Counts.Of(table.Done),
                Counts.Of(table.Skipped), Counts.Of(table.SourceTypes), Counts.Of(table.Kinds), Counts.Of(table.Objects),
                Counts.Of(table.Problems),
            }));
        if (Plan.OtherTables.Count > 0)
        {
            page.Line($"also looked at: {Counts.Of(Plan.OtherTables)}");
        }

        if (Plan.Notes.Count > 0)
        {
            page.Line($"worth knowing: {Counts.Of(Plan.Notes)}");
        }

        page.Line(
            Plan.ToMigrate > 0 ? Mark.Warning : Mark.Good, $"{Page.Count(Plan.ToMigrate)} rows would become items",
            $"phase {Plan.Phase.ToString().ToLowerInvariant()}, looked at in {Page.Elapsed(Plan.Elapsed)}");
    }
}
