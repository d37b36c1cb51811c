using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// The rows of older tables that are no items yet, as statements read them: one sub-select a table that looks like a row <c>m</c> of items.
/// </summary>
internal sealed class OlderRows(PostgresNames names, Vocabulary vocabulary, bool asService)
{
    private static readonly string[] Kinds = ["image", "video", "pdf"];

    private static readonly (string Source, string View)[] Tables =
        [("playground_gallery", "legacy_gallery"), ("user_media", "legacy_user_media")];

    /// <summary>The sub-selects, for the login that the statement runs as, or for the service.</summary>
    public IEnumerable<string> Of(Statement statement, Selection selection)
    {
        var owner = selection.AddOwner(statement);
        var login = asService ? Login(owner) : $"(SELECT {names.Function("uid")}())";
        var title = $"{names.Function("title_key_of")}(i.metadata) COLLATE \"C\" AS title_key";
        return Tables.Select(table => Row("i.id", owner, title, $"{names.Schema}.{table.View}_items i WHERE i.login_id = {login}", statement));
    }

    /// <summary>The call that finds the newest rows by their keys: after a key and an id, not further back than a key, so many.</summary>
    public string Page(Statement statement, Selection selection, string[] range) => asService
        ? $"{names.Function("legacy_page_of")}({string.Join(", ", [Login(selection.AddOwner(statement)), .. range])})"
        : $"{names.Function("legacy_page")}({string.Join(", ", range)})";

    /// <summary>The sub-selects of the rows that such a call found. A row that a policy of the host hides has its place, and no columns.</summary>
    public IEnumerable<string> Among(string found, Statement statement, Selection selection)
    {
        var owner = $"CASE WHEN i.legacy_id IS NOT NULL THEN {selection.AddOwner(statement)} END";
        return Tables.Select(table => Row(
            "o.id", owner, "o.page_key",
            $"""
            {found} o LEFT JOIN (
                SELECT x.*, NULL::bigint AS object_id, NULL::bytea AS sha256
                FROM {names.Schema}.{table.View}_of((SELECT array_agg(s.legacy_id) FROM {found} s WHERE s.legacy_source = '{table.Source}')) x) i
                ON i.legacy_id = o.legacy_id
            WHERE o.legacy_source = '{table.Source}'
            """,
            statement));
    }

    /// <summary>What rows must fulfil: tags and words lie in no table of their own here.</summary>
    public IEnumerable<string> Conditions(Statement statement, Selection selection)
    {
        foreach (var condition in selection.Conditions.Where(condition => condition.Field is not (FilterField.Tags or FilterField.SearchTokens)))
        {
            yield return condition.Sql(statement);
        }

        if (selection.Filter.TagKeys.Count > 0)
        {
            string[] keys = [.. selection.Filter.TagKeys];
            var operation = selection.Filter.TagMatch == TagMatch.Any ? "&&" : "@>";
            yield return $"{Tags} {operation} {statement.AddShared("tags", add => add.Add(keys))}";
        }

        if (selection.Filter.SearchTokens.Count > 0)
        {
            yield return $"array_to_tsvector({names.Function("words_of")}(m.metadata, {Tags})) "
                + $"@@ (SELECT {statement.AddShared("words", add => add.Add(selection.WordQuery))}::tsquery)";
        }
    }

    /// <summary>The keys of a row's tags.</summary>
    public string Tags => $"{names.Function("tags_of")}(m.metadata)";

    private string Row(string id, string owner, string last, string from, Statement statement) =>
        $"""
        (SELECT {id}, {owner} AS owner_user_id, i.created_at, i.updated_at, {Kind(statement)} AS type, i.source_type, i.enhancement_type,
            i.original_media_id, {Private(statement)} AS visibility, i.object_id, i.bucket, i.path, i.mime_type, i.size_bytes, i.sha256, i.width, i.height,
            i.duration_us, i.duration, i.metadata, {last}
        FROM {from}) m
        """;

    private string Login(string owner) => $"(SELECT {names.Function("legacy_login")}({owner}))";

    // The words of the table's own kinds, which may be an enum.
    private string Kind(Statement statement)
    {
        var cases = Kinds
            .Where(kind => vocabulary.Kind.Spellings(kind).Count > 0)
            .Select(kind => $"WHEN '{kind}' THEN {statement.AddShared($"kind {kind}", add => add.Add(vocabulary.Kind.Spellings(kind)[0]))}::{vocabulary.Kind.Type}");
        return $"CASE i.type {string.Join(" ", cases)} END";
    }

    private string Private(Statement statement)
    {
        string? word = vocabulary.Visibility.Spellings(Visibility.Private.ToString()) is [var first, ..] ? first : null;
        return $"{statement.AddShared("private", add => add.Add(word))}::{vocabulary.Visibility.Type}";
    }
}
