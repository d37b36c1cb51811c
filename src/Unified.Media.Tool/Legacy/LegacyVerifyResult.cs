using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>What comparing items with the older rows found.</summary>
internal sealed record LegacyVerifyResult(LegacyVerification Verification) : IReport
{
    private const int Shown = 20;

    public object Content => Verification;

    public ExitCode Exit => ExitCodeOf(Verification);

    public static ExitCode ExitCodeOf(LegacyVerification verification) => verification switch
    {
        { HasLoss: true } => ExitCode.Failure,
        { IsClean: true } => ExitCode.Clean,
        _ => ExitCode.Differences,
    };

    public void Draw(Page page)
    {
        page.Table(
            ["Table", "#Rows", "Where they stand", "#Owners and days", "#Differ"],
            Verification.Tables.Select(table => new[]
            {
                table.Source, Page.Count(table.Rows), Counts.Of(table.States), Page.Count(table.OwnerDays),
                Page.Count(table.DifferingOwnerDays.Count),
            }));
        if (Verification.Differences.Count > 0)
        {
            page.Gap();
            page.Table(
                ["What", "Table", "Row", "Field", "Expected", "Found"],
                Verification.Differences.Take(Shown).Select(difference => new[]
                {
                    difference.Kind, difference.Source, difference.Id, difference.Field, difference.Expected, difference.Actual,
                }));
            page.Quiet(
                $"all of them: {Counts.Of(Verification.DifferencesByField)}; --json names {Page.Count(Verification.Differences.Count)}");
        }

        if (Verification.ObjectsChecked > 0)
        {
            page.Line(
                Verification.ObjectsMissing > 0 ? Mark.Bad : Mark.Good,
                $"{Page.Count(Verification.ObjectsChecked)} objects looked for, {Page.Count(Verification.ObjectsMissing)} missing");
        }

        var (mark, text) = Exit switch
        {
            ExitCode.Clean => (Mark.Good, "every row is where it should be"),
            ExitCode.Differences => (Mark.Warning, "differences, nothing lost"),
            _ => (Mark.Bad, "rows are missing or lost"),
        };
        page.Line(mark, text, $"digest {Verification.Digest}, {Page.Elapsed(Verification.Elapsed)}");
    }
}
