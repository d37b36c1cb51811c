using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>The index that a statement of a concurrent step makes.</summary>
/// <param name="Schema">The schema of its table, which is also its own.</param>
/// <param name="Name">Its name.</param>
internal sealed partial record ConcurrentIndex(string Schema, string Name)
{
    public string QualifiedName => $"{Schema}.{Name}";

    /// <summary>Null when the statement is something else.</summary>
    public static ConcurrentIndex? Of(string statement) =>
        Pattern().Match(statement) is { Success: true } match ? new(match.Groups["schema"].Value, match.Groups["name"].Value) : null;

    /// <summary>The statement for a place that knows only transactions: it locks out writers while the index is made.</summary>
    public static string WithoutConcurrently(string statement) => Pattern().Replace(
        statement, match => match.Value.Remove(match.Groups["concurrently"].Index - match.Index, match.Groups["concurrently"].Length));

    [GeneratedRegex(
        @"\bcreate\s+(unique\s+)?index\s+(?<concurrently>concurrently\s+)if\s+not\s+exists\s+(?<name>[a-z_][a-z0-9_]*)\s+"
        + @"on\s+(?<schema>[a-z_][a-z0-9_]*)\.",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
