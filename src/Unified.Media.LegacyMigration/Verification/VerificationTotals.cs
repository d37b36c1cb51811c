using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Unified.Media.LegacyMigration;

/// <summary>Sums the results of the batches of a verification.</summary>
internal sealed class VerificationTotals(int maxListedEntries)
{
    private readonly Dictionary<string, Dictionary<string, long>> _states = [];
    private readonly Dictionary<string, Dictionary<(Guid?, DateOnly?), LegacyOwnerDay>> _ownerDays = [];
    private readonly SortedDictionary<string, long> _fields = new(StringComparer.Ordinal);
    private readonly List<LegacyDifference> _differences = [];
    private readonly Dictionary<string, long> _rows = [];

    public long ObjectsChecked { get; set; }

    public long ObjectsMissing { get; set; }

    public void AddRows(string source, long rows) => _rows[source] = _rows.GetValueOrDefault(source) + rows;

    public void AddState(string source, string state, long rows)
    {
        var counts = _states.TryGetValue(source, out var existing) ? existing : _states[source] = [];
        counts[state] = counts.GetValueOrDefault(state) + rows;
    }

    public void AddOwnerDay(string source, LegacyOwnerDay ownerDay)
    {
        var ownerDays = _ownerDays.TryGetValue(source, out var existing) ? existing : _ownerDays[source] = [];
        var key = (ownerDay.Owner, ownerDay.Day);
        ownerDays[key] = ownerDays.TryGetValue(key, out var sum) ? sum.Add(ownerDay) : ownerDay;
    }

    public void AddDifference(LegacyDifference difference)
    {
        // The elements of a list count as one field, so the index in brackets is removed.
        var field = difference.Field is { } name && name.IndexOf('[', StringComparison.Ordinal) is var bracket and > 0
            ? name[..bracket]
            : difference.Field;
        var label = field is null || difference.Kind == "object" ? $"{difference.Source}: {difference.Kind}" : $"{difference.Source}.{field}";
        _fields[label] = _fields.GetValueOrDefault(label) + 1;
        if (_differences.Count < maxListedEntries)
        {
            _differences.Add(difference);
        }
    }

    public LegacyVerification ToReport(TimeSpan elapsed)
    {
        var report = new LegacyVerification
        {
            Tables = [.. _rows.Keys.Order(StringComparer.Ordinal).Select(ToTable)],
            DifferencesByField = [.. _fields.Select(field => new LegacyCount { Name = field.Key, Rows = field.Value })],
            Differences = _differences,
            ObjectsChecked = ObjectsChecked,
            ObjectsMissing = ObjectsMissing,
            Elapsed = elapsed,
        };
        return report with { Digest = ComputeDigest(report) };
    }

    // The names of the states, as legacy_verify_rows returns them.
    private static LegacyRowState Parse(string state) => state switch
    {
        "migrated" => LegacyRowState.Migrated,
        "recognised" => LegacyRowState.Reconciled,
        "edited" => LegacyRowState.Edited,
        "deleted" => LegacyRowState.Deleted,
        "owner_unknown" => LegacyRowState.OwnerUnknown,
        "owner_ambiguous" => LegacyRowState.OwnerAmbiguous,
        "failed" => LegacyRowState.Failed,
        "missing" => LegacyRowState.Missing,
        "lost" => LegacyRowState.Lost,
        _ => throw new InvalidOperationException($"The database returned the unknown row state '{state}'."),
    };

    private LegacyTableVerification ToTable(string source)
    {
        var ownerDays = _ownerDays.GetValueOrDefault(source) ?? [];
        return new()
        {
            Source = source,
            Rows = _rows[source],
            States = (_states.GetValueOrDefault(source) ?? []).OrderBy(count => count.Key, StringComparer.Ordinal)
                .ToDictionary(count => Parse(count.Key), count => count.Value),
            OwnerDays = ownerDays.Count,
            DifferingOwnerDays = [.. ownerDays.Values.Where(day => day.IsDifferent).OrderBy(day => day.Day).Take(maxListedEntries)],
        };
    }

    private string ComputeDigest(LegacyVerification report)
    {
        var text = new StringBuilder();
        foreach (var table in report.Tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.Source} {table.Rows}\n");
            var states = (_states.GetValueOrDefault(table.Source) ?? []).OrderBy(count => count.Key, StringComparer.Ordinal);
            text.AppendJoin('\n', states.Select(count => $"{count.Key} {count.Value}")).Append('\n');
            var ownerDays = (_ownerDays.GetValueOrDefault(table.Source) ?? []).Values;
            foreach (var day in ownerDays.OrderBy(day => day.Owner).ThenBy(day => day.Day))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{day.Owner} {day.Day:yyyy-MM-dd} {day.Rows} {day.Items} {day.RowHash} {day.ItemHash}\n");
            }
        }

        text.AppendJoin('\n', report.DifferencesByField.Select(count => $"{count.Name} {count.Rows}"));
        text.Append(CultureInfo.InvariantCulture, $"\n{report.ObjectsChecked} {report.ObjectsMissing}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
