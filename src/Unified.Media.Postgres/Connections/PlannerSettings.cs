namespace Unified.Media.Postgres;

/// <summary>
/// The planner settings of statements that read. Policies joined by OR make the planner expect few rows, and a plan for any owner is a plan
/// for the average owner: either would fetch and sort all of an owner's rows. Every list has an index that gives its order, so the settings
/// force its use. What no index orders is sorted all the same.
/// </summary>
internal static class PlannerSettings
{
    public static readonly IReadOnlyList<(string Name, string Value)> All =
    [
        ("enable_seqscan", "off"),
        ("enable_bitmapscan", "off"),
        ("enable_sort", "off"),
        ("enable_memoize", "off"),
        ("plan_cache_mode", "force_generic_plan"),
        ("jit", "off"),
    ];

    /// <summary>The expressions that apply them to the transaction.</summary>
    public static readonly string ForLists = string.Join(", ", All.Select(setting => $"set_config('{setting.Name}', '{setting.Value}', true)"));
}
