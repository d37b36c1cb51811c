namespace Unified.Media.Postgres;

/// <summary>
/// The planner settings of statements that read. The planner underestimates the number of rows, because policies are combined with OR and a
/// generic plan assumes an average owner. Without the settings, it would fetch and sort all rows of an owner. Every list has an index for its
/// order, and the settings force its use; without such an index, PostgreSQL still sorts. <c>PlannerSettingTests</c> shows for each setting a plan
/// that is worse without it.
/// </summary>
internal static class PlannerSettings
{
    public static readonly IReadOnlyList<(string Name, string Value)> All =
    [
        // Without this setting, counting the tags of a small library reads all rows of the table of tags.
        ("enable_seqscan", "off"),

        // Without this setting, counting the bytes per source type reads all rows of a value before LIMIT takes effect.
        ("enable_bitmapscan", "off"),

        // Without this setting, counting all tags sorts every row to group it; lists would sort all rows of an owner (PlanTests).
        ("enable_sort", "off"),

        // Without this setting, rows found by a tag are memoized by their id, although no id repeats. This is most expensive for legacy rows.
        ("enable_memoize", "off"),

        // Without this setting, PostgreSQL plans every call again, because it estimates an unknown LIMIT as a tenth of all rows.
        ("plan_cache_mode", "force_generic_plan"),

        // Without this setting, statements are JIT-compiled, because a disabled plan node without an alternative has a very high estimated cost.
        ("jit", "off"),
    ];

    /// <summary>The SQL expressions that apply the settings to the current transaction.</summary>
    public static readonly string SqlExpressions = string.Join(", ", All.Select(setting => $"set_config('{setting.Name}', '{setting.Value}', true)"));
}
