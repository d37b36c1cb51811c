using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts tags: those of the newest items, or of all where the count is to be exact.</summary>
internal sealed class TagFacet(Selection selection, PostgresNames names, FacetCounting counting, OlderRows? older = null)
{
    private const int Everything = int.MaxValue;

    private readonly Order _order = Order.Of(MediaSort.Newest);

    /// <summary>A row per tag: the tag, how many, their bytes, whether there are more items than were looked at.</summary>
    public Statement Compose()
    {
        var statement = new Statement();
        statement.Sql = counting.Exact ? CountAll(statement) : CountNewest(statement);
        if (older is not null)
        {
            statement.Sql = AndOlder(statement, older, statement.Sql);
        }

        return statement;
    }

    /// <summary>Adds the statement to a batch. Its result is the counts.</summary>
    public StatementResult<List<FacetCount>> AddTo(StatementBatch batch) => batch.AddList(
        Compose(), row => new FacetCount(row.GetString(0), row.GetInt64(1), row.GetBoolean(3), counting.WithBytes ? row.GetInt64(2) : null));

    private string Bytes => counting.WithBytes ? "coalesce(m.size_bytes, 0)" : "0::bigint";

    // With older rows, the most frequent tags are known only when both have been counted.
    private string Limit(Statement statement) => older is null ? $"LIMIT {statement.Add(counting.MaxTags)}" : "";

    private string AndOlder(Statement statement, OlderRows rows, string items)
    {
        var conditions = string.Join(" AND ", rows.Conditions(statement, selection).DefaultIfEmpty("true"));
        var olderRows = string.Join(" UNION ALL ", rows.Of(statement, selection).Select(from =>
            $"SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {from} CROSS JOIN unnest({rows.Tags}) t (tag) WHERE {conditions} GROUP BY t.tag"));
        return $"""
            SELECT counted.tag, sum(counted.items)::bigint, sum(counted.bytes)::bigint, bool_or(counted.has_more)
            FROM (({items}) UNION ALL {olderRows}) counted (tag, items, bytes, has_more)
            GROUP BY counted.tag ORDER BY 2 DESC, 1 LIMIT {statement.Add(counting.MaxTags)}
            """;
    }

    private string CountNewest(Statement statement)
    {
        var walk = new Walk(selection, _order, names);
        var drive = Drive.Of(selection).FirstOrDefault() ?? Drive.Everything(selection);
        var rest = string.Join(" AND ", walk.Rest(drive).Select(condition => condition.Sql(statement)));
        var most = FacetCounts.MaxItems + 1;
        var cap = rest.Length == 0 ? most : selection.Query.ScanLimit;
        var looked = drive.IsBeside
            ? $"SELECT m.id, m.size_bytes, b.page_key FROM ({walk.Beside(statement, drive, null, cap)}) b JOIN {names.Media} m ON m.id = b.media_id"
            : $"SELECT m.id, m.size_bytes, m.page_key FROM ({walk.Items(statement, drive, null, cap)}) m";
        var key = drive.IsBeside ? "b.page_key" : "m.page_key";
        var isStopped = rest.Length == 0 ? "false" : $"(SELECT count(*) FROM ({Candidates(statement, walk, drive, cap)}) s) = {Walk.Number(cap)}";
        return $"""
            WITH newest AS MATERIALIZED (
                {looked}{(rest.Length == 0 ? "" : $" WHERE {rest}")} ORDER BY {key} DESC, m.id DESC LIMIT {Walk.Number(most)}),
            counted AS (SELECT * FROM newest LIMIT {Walk.Number(FacetCounts.MaxItems)})
            SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint,
                (SELECT CASE WHEN count(*) = {Walk.Number(most)} THEN true ELSE {isStopped} END FROM newest)
            FROM counted m JOIN {names.Tags} t ON t.media_id = m.id
            GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(statement)}
            """;
    }

    private static string Candidates(Statement statement, Walk walk, Drive drive, int cap) =>
        drive.IsBeside ? walk.Beside(statement, drive, null, cap) : walk.Items(statement, drive, null, cap);

    private string CountAll(Statement statement)
    {
        var owner = selection.AddOwner(statement);
        if (selection.Conditions.Count == 0 && !counting.WithBytes)
        {
            return $"""
                SELECT t.tag, count(*), 0::bigint, false FROM {names.Tags} t WHERE t.owner_user_id = {owner}
                GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(statement)}
                """;
        }

        var drive = Drive.Of(selection).FirstOrDefault(drive => drive.IsBeside);
        var walk = new Walk(selection, _order, names);
        var found = drive is null ? "" : $" AND m.id IN (SELECT b.media_id FROM ({walk.Beside(statement, drive, null, Everything)}) b)";
        var conditions = selection.Conditions.Where(condition => drive is null || condition.Field != drive.Field || !drive.IsExact)
            .Select(condition => condition.Sql(statement)).Prepend($"t.owner_user_id = {owner} AND m.owner_user_id = {owner}");
        return $"""
            SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {names.Media} m JOIN {names.Tags} t ON t.media_id = m.id
            WHERE {string.Join(" AND ", conditions)}{found}
            GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(statement)}
            """;
    }
}
