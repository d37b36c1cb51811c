using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>The index that a statement of a concurrent step creates.</summary>
/// <param name="Schema">The schema of the table and the index.</param>
/// <param name="Name">The name of the index.</param>
internal sealed partial record ConcurrentIndex(string Schema, string Name)
{
    public string QualifiedName => $"{Schema}.{Name}";

    /// <summary>Parses a statement; returns null if it creates no index concurrently.</summary>
    public static ConcurrentIndex? Parse(string statement) =>
        Pattern().Match(statement) is { Success: true } match ? new(match.Groups["schema"].Value, match.Groups["name"].Value) : null;

    /// <summary>Returns the statement without <c>CONCURRENTLY</c>, for use in a transaction. It blocks writers.</summary>
    public static string WithoutConcurrently(string statement) => Pattern().Replace(
        statement, match => match.Value.Remove(match.Groups["concurrently"].Index - match.Index, match.Groups["concurrently"].Length));

    [GeneratedRegex(
        @"\bcreate\s+(unique\s+)?index\s+(?<concurrently>concurrently\s+)if\s+not\s+exists\s+(?<name>[a-z_][a-z0-9_]*)\s+"
        + @"on\s+(?<schema>[a-z_][a-z0-9_]*)\.",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
