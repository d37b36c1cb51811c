namespace Unified.Media.Migrations.Tests;

/// <summary>
/// The roles that may call each function of the schema; add a new function here. Functions that are not listed are called by triggers, by the
/// migrating login, or by SECURITY DEFINER functions.
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
        // The identity of the caller.
        ["get_login_id"] = $"{Users} {Both}",
        ["get_my_owners"] = $"{Users} {Both}",
        ["find_owners"] = Both,
        ["legacy_find_login"] = $"service_role {App}",

        // Comparison of texts.
        ["fold_text"] = $"{Readers} {Both}",
        ["extract_words"] = $"{Readers} {Both}",
        ["get_metadata_text"] = $"{Readers} {Both}",
        ["make_title_key"] = $"{Readers} {Both}",
        ["extract_tags"] = $"{Readers} {Both}",
        ["collect_tags"] = $"{Readers} {Both}",
        ["join_search_text"] = $"{Readers} {Both}",
        ["collect_search_words"] = $"{Readers} {Both}",

        // The ledger, which users cannot call.
        ["reserve"] = App,
        ["confirm"] = App,
        ["abandon"] = App,
        ["is_ready"] = App,
        ["mark_deleted"] = App,
        ["legacy_adopt_rows"] = App,
        ["legacy_adopt_rows_as_service"] = Worker,
        ["complete_deletion"] = Both,
        ["get_catalog_id"] = Both,
        ["get_catalog_version"] = Both,
        ["mark_deleted_as_service"] = Worker,
        ["claim_unfinished"] = Worker,
        ["purge"] = Worker,
        ["find_unreferenced"] = Worker,

        // Lists, each of which checks its caller.
        ["search"] = Users,
        ["list_by_kind"] = Users,
        ["list_by_visibility"] = Users,
        ["count_sources"] = Users,
        ["count_kinds"] = Users,
        ["find_word_matches"] = Users,

        // The predicate of indexes of media: every role that writes a row evaluates it. It reads no table.
        ["is_public"] = "PUBLIC",

        // Called by views of older tables with the rights of the reader; they read no table.
        ["legacy_locate_object"] = Readers,
        ["legacy_unescape"] = Readers,
        ["legacy_locate_key"] = Readers,
        ["legacy_is_key"] = Readers,
        ["legacy_get_extension"] = Readers,
        ["legacy_get_content_type"] = Readers,
        ["legacy_parse_count"] = Readers,
        ["legacy_choose_size"] = Readers,
        ["legacy_parse_seconds"] = Readers,
        ["legacy_derive_id"] = Readers,
        ["legacy_build_attribution"] = Readers,
        ["legacy_build_generation"] = Readers,
        ["legacy_get_media_id"] = Readers,
        ["legacy_is_mapped"] = Readers,
        ["legacy_map_rows"] = Readers,
        ["legacy_list_page"] = "authenticated",
        ["legacy_list_page_of_login"] = "service_role",
        ["legacy_is_active"] = $"{Readers} {Both}",

        // The legacy migration.
        ["legacy_run_batch"] = Worker,
        ["legacy_start_job"] = Worker,
        ["legacy_begin_run"] = Worker,
        ["legacy_extend_lease"] = Worker,
        ["legacy_release_lease"] = Worker,
        ["legacy_find_pressure"] = Worker,
        ["legacy_pause"] = Worker,
        ["legacy_plan"] = Worker,
        ["legacy_survey"] = Worker,
        ["legacy_list_problems"] = Worker,
        ["legacy_count_problems"] = Worker,
        ["legacy_list_jobs"] = Worker,
        ["legacy_get_phase"] = Worker,
        ["legacy_list_objects"] = Worker,
        ["legacy_verify_rows"] = Worker,
        ["legacy_verify_orphans"] = Worker,
        ["legacy_verify_references"] = Worker,
    };

    /// <summary>Returns whether exactly these roles may call the function.</summary>
    public static bool AreRight(string function, IEnumerable<string> callers)
    {
        var given = string.Join(' ', callers.Order(StringComparer.Ordinal));
        var right = Callers.GetValueOrDefault(function, string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

        // The worker runs the legacy migration.
        return given == string.Join(' ', right) || (given == Worker && function.StartsWith("legacy_", StringComparison.Ordinal));
    }

    /// <summary>Returns whether the role may call the function.</summary>
    public static bool Allows(string function, string role) =>
        Callers.GetValueOrDefault(function, string.Empty).Split(' ').Any(caller => caller == role || caller == "PUBLIC");
}
