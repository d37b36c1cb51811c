using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>Writes what was counted: <c>enhanced 12, upload 1,204</c>.</summary>
internal static class Counts
{
    public static string Of(IReadOnlyList<LegacyCount> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Name} {Page.Count(count.Rows)}"));
}
