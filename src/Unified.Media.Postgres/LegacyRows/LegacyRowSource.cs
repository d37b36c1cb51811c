using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Composes one subquery per legacy table. It returns the rows that are not items yet, under the alias <c>m</c> and with the columns of items.
/// </summary>
internal sealed class LegacyRowSource(PostgresNames names, EnumMappings enums, bool isService)
{
    private static readonly string[] Kinds = ["image", "video", "pdf"];

    private static readonly (string Source, string View)[] Tables =
        [("playground_gallery", "legacy_gallery"), ("user_media", "legacy_user_media")];

    /// <summary>The subqueries of all rows of the owner.</summary>
    public IEnumerable<string> Rows(Statement statement, ListFilterSql filter)
    {
        var owner = filter.AddOwner(statement);
        var login = isService ? Login(owner) : $"(SELECT {names.Function("get_login_id")}())";
        var title = $"{names.Function("make_title_key")}(i.metadata) COLLATE \"C\" AS title_key";
        return Tables.Select(table => Row("i.id", owner, title, $"{names.Schema}.{table.View}_items i WHERE i.login_id = {login}", statement));
    }

    /// <summary>
    /// The function call that finds the keys of the newest rows. The range consists of the key and the id after which the page begins, the last key,
    /// and the maximum number of rows.
    /// </summary>
    public string KeysOfFirstRows(Statement statement, ListFilterSql filter, string[] range) => isService
        ? $"{names.Function("legacy_list_page_of_login")}({string.Join(", ", [Login(filter.AddOwner(statement)), .. range])})"
        : $"{names.Function("legacy_list_page")}({string.Join(", ", range)})";

    /// <summary>
    /// The subqueries of the rows that <see cref="KeysOfFirstRows"/> found. If a policy of the application hides a row, all columns but
    /// its position are null.
    /// </summary>
    public IEnumerable<string> RowsByKeys(string found, Statement statement, ListFilterSql filter)
    {
        var owner = $"CASE WHEN i.legacy_id IS NOT NULL THEN {filter.AddOwner(statement)} END";
        return Tables.Select(table => Row(
            "o.id", owner, "o.page_key",
            $"""
            {found} o LEFT JOIN (
                SELECT x.*, NULL::bigint AS object_id, NULL::bytea AS sha256
                FROM {names.Function("legacy_map_rows")}(
                    '{table.Source}', (SELECT array_agg(s.legacy_id) FROM {found} s WHERE s.legacy_source = '{table.Source}')) x) i
                ON i.legacy_id = o.legacy_id
            WHERE o.legacy_source = '{table.Source}'
            """,
            statement));
    }

    /// <summary>
    /// The conditions of the filter. The tables of tags and words do not contain legacy rows, so tags and tokens are compared with the row itself.
    /// </summary>
    public IEnumerable<string> Conditions(Statement statement, ListFilterSql filter)
    {
        foreach (var condition in filter.Conditions.Where(condition => condition.Field is not (FilterField.Tags or FilterField.SearchTokens)))
        {
            yield return condition.Sql(statement);
        }

        if (filter.Filter.TagKeys.Count > 0)
        {
            yield return $"{Tags} {(filter.Filter.TagMatch == TagMatch.Any ? "&&" : "@>")} {filter.AddTagKeys(statement)}";
        }

        if (filter.Filter.SearchTokens.Count > 0)
        {
            yield return $"array_to_tsvector({names.Function("collect_search_words")}(m.metadata, {Tags})) "
                + $"@@ (SELECT {filter.AddTokens(statement)}::tsquery)";
        }
    }

    /// <summary>The SQL expression of the tag keys of a row.</summary>
    public string Tags => $"{names.Function("collect_tags")}(m.metadata)";

    private string Row(string id, string owner, string lastColumn, string from, Statement statement) =>
        $"""
        (SELECT {id}, {owner} AS owner_user_id, i.created_at, i.updated_at, {KindLabel(statement)} AS type, i.source_type, i.enhancement_type,
            i.original_media_id, {PrivateLabel(statement)} AS visibility, i.object_id, i.bucket, i.path, i.mime_type, i.size_bytes, i.sha256, i.width,
            i.height, i.duration_us, i.duration, i.metadata, {lastColumn}
        FROM {from}) m
        """;

    private string Login(string owner) => $"(SELECT {names.Function("legacy_find_login")}({owner}))";

    // Converts the kind to the label in the table of items.
    private string KindLabel(Statement statement)
    {
        var cases = Kinds
            .Where(kind => enums.Kind.GetLabels(kind).Count > 0)
            .Select(kind => (Kind: kind, Label: statement.AddShared($"kind {kind}", shared => shared.Add(enums.Kind.GetLabels(kind)[0]))))
            .Select(label => $"WHEN '{label.Kind}' THEN {label.Label}::{enums.Kind.Type}");
        return $"CASE i.type {string.Join(" ", cases)} END";
    }

    private string PrivateLabel(Statement statement)
    {
        string? label = enums.Visibility.GetLabels(Visibility.Private.ToString()) is [var first, ..] ? first : null;
        return $"{statement.AddShared("private", add => add.Add(label))}::{enums.Visibility.Type}";
    }
}
