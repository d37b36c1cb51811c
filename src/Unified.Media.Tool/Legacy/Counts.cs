using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>Writes what was counted: <c>enhanced 12, upload 1,204</c>.</summary>
internal static class Counts
{
    public static string Of(IReadOnlyDictionary<LegacyRowState, long> states) =>
        string.Join(", ", states.OrderBy(state => state.Key).Select(state => $"{Words(state.Key)} {Page.Count(state.Value)}"));

    public static string Of(IReadOnlyList<LegacyCount> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Name} {Page.Count(count.Rows)}"));

    private static string Words(LegacyRowState state) => state switch
    {
        LegacyRowState.OwnerUnknown => "owner unknown",
        LegacyRowState.OwnerAmbiguous => "owner ambiguous",
        _ => state.ToString().ToLowerInvariant(),
    };
}
