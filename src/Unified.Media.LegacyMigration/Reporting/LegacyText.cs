using System.Globalization;
using System.Text;

namespace Unified.Media.LegacyMigration;

/// <summary>The reports for people to read.</summary>
internal static class LegacyText
{
    public static string Of(LegacyPlan plan)
    {
        var text = new StringBuilder();
        Line(text, $"Phase: {plan.Phase}. {plan.ToMigrate:N0} rows would become items.");
        foreach (var table in plan.Tables)
        {
            Line(text, $"{table.Source}: {table.Rows:N0} rows, {table.ToMigrate:N0} to migrate, {table.Owners:N0} owners");
            Counts(text, "done", table.Done);
            Counts(text, "left out", table.Skipped);
            Counts(text, "source types", table.SourceTypes);
            Counts(text, "kinds", table.Kinds);
            Counts(text, "objects", table.Objects);
            Counts(text, "without an object", table.Problems);
        }

        Counts(text, "other tables", plan.OtherTables);
        Counts(text, "notes", plan.Notes);
        return text.ToString();
    }

    public static string Of(LegacyRunReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{(report.IsComplete ? "Complete" : "Paused or stopped")} after {Span(report.Elapsed)}; {report.Written:N0} rows changed.");
        foreach (var job in report.Jobs)
        {
            Part(text, $"  {job.Job}: {job.Read:N0} read, {job.Written:N0} changed, {job.Adopted:N0} objects, {job.Skipped:N0} left out, ");
            Line(text, $"{job.Failed:N0} failed; {job.Batches:N0} batches, the longest {job.LongestBatch.TotalMilliseconds:N0} ms");
        }

        foreach (var problem in report.Problems)
        {
            Line(text, $"  {problem.Source}: {problem.Reason} {problem.Rows:N0}");
        }

        if (report.Verification is { } verification)
        {
            text.Append(Of(verification));
        }

        return text.ToString();
    }

    public static string Of(LegacyVerification verification)
    {
        var text = new StringBuilder();
        Line(text, $"{Verdict(verification)} Digest {verification.Digest}.");
        foreach (var table in verification.Tables)
        {
            Line(text, $"{table.Source}: {table.Rows:N0} rows, {table.Groups:N0} owners and days, {table.DifferingGroups.Count:N0} of them differ");
            Counts(text, "standing", table.Standing);
        }

        Counts(text, "differences", verification.DifferencesByField);
        if (verification.ObjectsChecked > 0)
        {
            Line(text, $"  objects: {verification.ObjectsChecked:N0} looked for, {verification.ObjectsMissing:N0} not as they should be");
        }

        foreach (var difference in verification.Differences)
        {
            Part(text, $"  {difference.Kind} {difference.Source} {difference.Id} {difference.Field} ");
            Line(text, $"expected {difference.Expected ?? "nothing"}, is {difference.Actual ?? "nothing"}");
        }

        return text.ToString();
    }

    public static string Of(LegacyRollbackReport report)
    {
        var text = new StringBuilder();
        Part(text, $"Rolled back in {Span(report.Elapsed)}: {report.Items:N0} items, {report.OlderItems:N0} older items, ");
        Line(text, $"{report.References:N0} references; {report.Kept:N0} kept because they were changed.");
        foreach (var row in report.KeptRows)
        {
            Line(text, $"  kept {row.Source} {row.Id} {row.Detail}");
        }

        return text.ToString();
    }

    private static string Verdict(LegacyVerification verification) => verification switch
    {
        { HasLoss: true } => "Rows are missing or lost.",
        { IsClean: true } => "Clean.",
        _ => "There are differences; nothing is lost.",
    };

    private static void Counts(StringBuilder text, string name, IReadOnlyList<LegacyCount> counts)
    {
        if (counts.Count > 0)
        {
            Line(text, $"  {name}: {string.Join(", ", counts.Select(Of))}");
        }
    }

    private static string Of(LegacyCount count) => string.Create(CultureInfo.InvariantCulture, $"{count.Name} {count.Rows:N0}");

    private static string Span(TimeSpan span) => span.ToString(@"hh\:mm\:ss\.f", CultureInfo.InvariantCulture);

    private static void Part(StringBuilder text, FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture));

    private static void Line(StringBuilder text, FormattableString line)
    {
        Part(text, line);
        text.Append('\n');
    }
}
