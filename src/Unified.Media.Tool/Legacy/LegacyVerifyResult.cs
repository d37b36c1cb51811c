using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The differences between items and legacy rows.</summary>
internal sealed record LegacyVerifyResult(LegacyVerification Verification) : IReport
{
    private const int MaxShown = 20;

    public object Content => Verification;

    public ExitCode ExitCode => GetExitCode(Verification);

    public static ExitCode GetExitCode(LegacyVerification verification) => verification switch
    {
        { HasLoss: true } => ExitCode.Failure,
        { IsClean: true } => ExitCode.Clean,
        _ => ExitCode.Differences,
    };

    public void WriteTo(ReportWriter writer)
    {
        writer.Table(
            ["Table", "#Rows", "States", "#Owner days", "#Differing owner days"],
            Verification.Tables.Select(table => new[]
            {
                table.Source, DisplayText.Count(table.Rows), CountList.Format(table.States), DisplayText.Count(table.OwnerDays),
                DisplayText.Count(table.DifferingOwnerDays.Count),
            }));
        if (Verification.Tables.Count == 0)
        {
            writer.Note("the database has no legacy tables");
        }

        if (Verification.Differences.Count > 0)
        {
            writer.BlankLine();
            writer.Table(
                ["Difference", "Table", "Row", "Field", "Expected", "Found"],
                Verification.Differences.Take(MaxShown).Select(difference => new[]
                {
                    difference.Kind, difference.Source, difference.Id, difference.Field, difference.Expected, difference.Actual,
                }));
            writer.Note(
                $"differences by field: {CountList.Format(Verification.DifferencesByField)}; "
                + $"--json lists {DisplayText.Count(Verification.Differences.Count)}");
        }

        if (Verification.ObjectsChecked > 0)
        {
            writer.Status(
                Verification.ObjectsMissing > 0 ? LineStatus.Error : LineStatus.Ok,
                $"{DisplayText.Count(Verification.ObjectsChecked, "object")} checked, {DisplayText.Count(Verification.ObjectsMissing)} missing");
        }

        var (status, text) = ExitCode switch
        {
            ExitCode.Clean => (LineStatus.Ok, "every legacy row matches its item"),
            ExitCode.Differences => (LineStatus.Warning, "differences found, no row lost"),
            _ => (LineStatus.Error, "rows are missing or lost"),
        };
        writer.Status(status, text, $"digest {Verification.Digest}, {DisplayText.Duration(Verification.Elapsed)}");
    }
}
