namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Who may call the functions of our schema. Whoever adds one says it here; all others belong to triggers, to the migration's own login, or
/// are called by functions that run with their owner's rights.
/// </summary>
internal static class FunctionCallers
{
    private const string Users = "anon authenticated service_role";
    private const string Readers = "authenticated service_role";
    private const string App = "unified_media_app";
    private const string Worker = "unified_media_worker";
    private const string Both = "unified_media_app unified_media_worker";

    private static readonly Dictionary<string, string> Callers = new()
    {
        // Who is asking.
        ["uid"] = $"{Users} {Both}",
        ["my_owners"] = $"{Users} {Both}",
        ["owners_of"] = Both,
        ["legacy_login"] = $"service_role {App}",

        // How text compares.
        ["folded"] = $"{Readers} {Both}",
        ["words_in"] = $"{Readers} {Both}",
        ["text_of"] = $"{Readers} {Both}",
        ["title_key_of"] = $"{Readers} {Both}",
        ["tags_in"] = $"{Readers} {Both}",
        ["tags_of"] = $"{Readers} {Both}",
        ["text_with_words"] = $"{Readers} {Both}",
        ["words_of"] = $"{Readers} {Both}",

        // The ledger: never a user.
        ["reserve"] = App,
        ["confirm"] = App,
        ["abandon"] = App,
        ["is_ready"] = App,
        ["retire"] = App,
        ["adopt_legacy"] = App,
        ["adopt_legacy_any"] = Worker,
        ["forget"] = Both,
        ["catalog_id"] = Both,
        ["catalog_version"] = Both,
        ["retire_any"] = Worker,
        ["claim_unfinished"] = Worker,
        ["purge"] = Worker,
        ["unreferenced"] = Worker,

        // Lists, each with the check of who asks within.
        ["search"] = Users,
        ["by_kind"] = Users,
        ["by_visibility"] = Users,
        ["count_sources"] = Users,
        ["count_kinds"] = Users,

        // What views over older tables call with their reader's rights: they read no table.
        ["legacy_location"] = Readers,
        ["legacy_unescape"] = Readers,
        ["legacy_locate_key"] = Readers,
        ["legacy_is_key"] = Readers,
        ["legacy_extension"] = Readers,
        ["legacy_content_type"] = Readers,
        ["legacy_count"] = Readers,
        ["legacy_size"] = Readers,
        ["legacy_seconds"] = Readers,
        ["legacy_derived_id"] = Readers,
        ["legacy_attribution"] = Readers,
        ["legacy_generation"] = Readers,
        ["legacy_media_id"] = Readers,
        ["legacy_is_mapped"] = Readers,
        ["legacy_map_rows"] = Readers,
        ["legacy_gallery_of"] = Readers,
        ["legacy_user_media_of"] = Readers,
        ["legacy_page"] = "authenticated",
        ["legacy_page_of"] = "service_role",
        ["reads_legacy"] = $"{Readers} {Both}",

        // The migration of older tables.
        ["legacy_batch"] = Worker,
        ["legacy_start"] = Worker,
        ["legacy_begin"] = Worker,
        ["legacy_hold"] = Worker,
        ["legacy_release"] = Worker,
        ["legacy_pressure"] = Worker,
        ["legacy_pause"] = Worker,
        ["legacy_plan"] = Worker,
        ["legacy_survey"] = Worker,
        ["legacy_problems"] = Worker,
        ["legacy_problem_counts"] = Worker,
        ["legacy_jobs"] = Worker,
        ["legacy_phase"] = Worker,
        ["legacy_objects"] = Worker,
        ["legacy_verify"] = Worker,
        ["legacy_verify_orphans"] = Worker,
        ["legacy_verify_references"] = Worker,
    };

    /// <summary>Whether these and nobody else may call it.</summary>
    public static bool AreRight(string function, IEnumerable<string> callers)
    {
        var given = string.Join(' ', callers.Order(StringComparer.Ordinal));
        var right = Callers.GetValueOrDefault(function, string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

        // The worker migrates older tables.
        return given == string.Join(' ', right) || (given == Worker && function.StartsWith("legacy_", StringComparison.Ordinal));
    }

    /// <summary>Whether that role is one of them.</summary>
    public static bool Allows(string function, string role) => Callers.GetValueOrDefault(function, string.Empty).Split(' ').Contains(role);
}
