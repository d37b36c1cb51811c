using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>Formats counts by name: <c>enhanced 12, upload 1,204</c>.</summary>
internal static class CountList
{
    /// <summary>Formats the numbers of rows per state in the order of the states.</summary>
    public static string Format(IReadOnlyDictionary<LegacyRowState, long> states) =>
        string.Join(", ", states.OrderBy(state => state.Key).Select(state => $"{ToWords(state.Key)} {DisplayText.Count(state.Value)}"));

    public static string Format(IReadOnlyList<LegacyCount> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Name} {DisplayText.Count(count.Rows)}"));

    private static string ToWords(LegacyRowState state) => state switch
    {
        LegacyRowState.OwnerUnknown => "owner unknown",
        LegacyRowState.OwnerAmbiguous => "owner ambiguous",
        _ => state.ToString().ToLowerInvariant(),
    };
}
