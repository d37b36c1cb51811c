namespace Unified.Media.Postgres;

/// <summary>
/// The planner settings of statements that read. Policies joined by OR make the planner expect few rows, and a plan for any owner is a plan
/// for the average owner: either would fetch and sort all of an owner's rows. Every list has an index that gives its order, so the settings
/// force its use. What no index orders is sorted all the same. <c>PlannerSettingTests</c> shows for each the plan that needs it.
/// </summary>
internal static class PlannerSettings
{
    public static readonly IReadOnlyList<(string Name, string Value)> All =
    [
        // Without it, counting the tags of a small library reads all rows of the table of tags.
        ("enable_seqscan", "off"),

        // Without it, counting the bytes of each source type collects all rows of a value before the first is counted, past every limit.
        ("enable_bitmapscan", "off"),

        // Without it, counting all tags sorts every row to group it; lists would sort all rows of an owner (PlanTests).
        ("enable_sort", "off"),

        // Without it, rows found by a tag are kept in memory in case the same id comes again, and none does. For legacy rows that costs most.
        ("enable_memoize", "off"),

        // Without it, PostgreSQL plans each call anew: it takes a limit that it does not know for a tenth of all rows.
        ("plan_cache_mode", "force_generic_plan"),

        // Without it, a statement is compiled before it runs: a node that is switched off and used all the same counts as very expensive.
        ("jit", "off"),
    ];

    /// <summary>The expressions that apply them to the transaction.</summary>
    public static readonly string ForLists = string.Join(", ", All.Select(setting => $"set_config('{setting.Name}', '{setting.Value}', true)"));
}
