using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Unified.Media.LegacyMigration;

/// <summary>Adds up what the batches of a verification say.</summary>
internal sealed class VerificationTally(int maxListed)
{
    private readonly Dictionary<string, Dictionary<string, long>> _standing = [];
    private readonly Dictionary<string, Dictionary<(Guid?, DateOnly?), LegacyGroup>> _groups = [];
    private readonly SortedDictionary<string, long> _fields = new(StringComparer.Ordinal);
    private readonly List<LegacyDifference> _differences = [];
    private readonly Dictionary<string, long> _rows = [];

    public long ObjectsChecked { get; set; }

    public long ObjectsMissing { get; set; }

    public void Rows(string source, long rows) => _rows[source] = _rows.GetValueOrDefault(source) + rows;

    public void Stand(string source, string standing, long rows)
    {
        var counts = _standing.TryGetValue(source, out var found) ? found : _standing[source] = [];
        counts[standing] = counts.GetValueOrDefault(standing) + rows;
    }

    public void Group(string source, LegacyGroup group)
    {
        var groups = _groups.TryGetValue(source, out var found) ? found : _groups[source] = [];
        var key = (group.Owner, group.Day);
        groups[key] = groups.TryGetValue(key, out var before) ? before.And(group) : group;
    }

    public void Differ(LegacyDifference difference)
    {
        // The elements of a list are one field.
        var field = difference.Field is { } name && name.IndexOf('[', StringComparison.Ordinal) is var at and > 0 ? name[..at] : difference.Field;
        var label = field is null || difference.Kind == "object" ? $"{difference.Source}: {difference.Kind}" : $"{difference.Source}.{field}";
        _fields[label] = _fields.GetValueOrDefault(label) + 1;
        if (_differences.Count < maxListed)
        {
            _differences.Add(difference);
        }
    }

    public LegacyVerification Close(TimeSpan elapsed)
    {
        var report = new LegacyVerification
        {
            Tables = [.. _rows.Keys.Order(StringComparer.Ordinal).Select(Table)],
            DifferencesByField = [.. _fields.Select(field => new LegacyCount(field.Key, field.Value))],
            Differences = _differences,
            ObjectsChecked = ObjectsChecked,
            ObjectsMissing = ObjectsMissing,
            Elapsed = elapsed,
        };
        return report with { Digest = Digest(report) };
    }

    private LegacyTableVerification Table(string source)
    {
        var groups = _groups.GetValueOrDefault(source) ?? [];
        return new(source)
        {
            Rows = _rows[source],
            Standing =
            [
                .. (_standing.GetValueOrDefault(source) ?? []).OrderBy(count => count.Key, StringComparer.Ordinal)
                    .Select(count => new LegacyCount(count.Key, count.Value)),
            ],
            Groups = groups.Count,
            DifferingGroups = [.. groups.Values.Where(group => group.Differs).OrderBy(group => group.Day).Take(maxListed)],
        };
    }

    private string Digest(LegacyVerification report)
    {
        var text = new StringBuilder();
        foreach (var table in report.Tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.Source} {table.Rows}\n");
            text.AppendJoin('\n', table.Standing.Select(count => $"{count.Name} {count.Rows}")).Append('\n');
            foreach (var group in (_groups.GetValueOrDefault(table.Source) ?? []).Values.OrderBy(group => group.Owner).ThenBy(group => group.Day))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{group.Owner} {group.Day:yyyy-MM-dd} {group.Rows} {group.Items} {group.RowHash} {group.ItemHash}\n");
            }
        }

        text.AppendJoin('\n', report.DifferencesByField.Select(count => $"{count.Name} {count.Rows}"));
        text.Append(CultureInfo.InvariantCulture, $"\n{report.ObjectsChecked} {report.ObjectsMissing}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
