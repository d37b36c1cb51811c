using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>Counts tags: those of the newest items, or of all where the count is to be exact.</summary>
internal sealed class TagFacet(Selection selection, PostgresNames names, FacetCounting counting, OlderRows? older = null)
{
    private const int Everything = int.MaxValue;

    private readonly Order _order = Order.Of(MediaSort.Newest);

    /// <summary>A row per tag: the tag, how many, their bytes, whether there are more items than were looked at.</summary>
    public Statement Compose()
    {
        var to = new Statement();
        to.Sql = counting.Exact ? CountAll(to) : CountNewest(to);
        if (older is not null)
        {
            to.Sql = AndOlder(to, older, to.Sql);
        }

        return to;
    }

    public async Task<IReadOnlyList<FacetCount>> ReadAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        var counts = new List<FacetCount>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            counts.Add(new(row.GetString(0), row.GetInt64(1), row.GetBoolean(3), counting.WithBytes ? row.GetInt64(2) : null));
        }

        return counts;
    }

    private string Bytes => counting.WithBytes ? "coalesce(m.size_bytes, 0)" : "0::bigint";

    // With older rows, the most frequent tags are known only when both have been counted.
    private string Limit(Statement to) => older is null ? $"LIMIT {to.Add(counting.MaxTags)}" : "";

    private string AndOlder(Statement to, OlderRows rows, string items)
    {
        var conditions = string.Join(" AND ", rows.Conditions(to, selection).DefaultIfEmpty("true"));
        var olderRows = string.Join(" UNION ALL ", rows.Of(to, selection).Select(from =>
            $"SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {from} CROSS JOIN unnest({rows.Tags}) t (tag) WHERE {conditions} GROUP BY t.tag"));
        return $"""
            SELECT counted.tag, sum(counted.items)::bigint, sum(counted.bytes)::bigint, bool_or(counted.has_more)
            FROM (({items}) UNION ALL {olderRows}) counted (tag, items, bytes, has_more)
            GROUP BY counted.tag ORDER BY 2 DESC, 1 LIMIT {to.Add(counting.MaxTags)}
            """;
    }

    private string CountNewest(Statement to)
    {
        var walk = new Walk(selection, _order, names);
        var drive = Drive.Of(selection).FirstOrDefault() ?? Drive.Everything(selection);
        var rest = string.Join(" AND ", walk.Rest(drive).Select(condition => condition.Sql(to)));
        var most = FacetCap.Items + 1;
        var cap = rest.Length == 0 ? most : selection.Query.ScanLimit;
        var looked = drive.IsBeside
            ? $"SELECT m.id, m.size_bytes, b.page_key FROM ({walk.Beside(to, drive, null, cap)}) b JOIN {names.Media} m ON m.id = b.media_id"
            : $"SELECT m.id, m.size_bytes, m.page_key FROM ({walk.Items(to, drive, null, cap)}) m";
        var key = drive.IsBeside ? "b.page_key" : "m.page_key";
        var isStopped = rest.Length == 0 ? "false" : $"(SELECT count(*) FROM ({Candidates(to, walk, drive, cap)}) s) = {Walk.Number(cap)}";
        return $"""
            WITH newest AS MATERIALIZED (
                {looked}{(rest.Length == 0 ? "" : $" WHERE {rest}")} ORDER BY {key} DESC, m.id DESC LIMIT {Walk.Number(most)}),
            counted AS (SELECT * FROM newest LIMIT {Walk.Number(FacetCap.Items)})
            SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint,
                (SELECT CASE WHEN count(*) = {Walk.Number(most)} THEN true ELSE {isStopped} END FROM newest)
            FROM counted m JOIN {names.Tags} t ON t.media_id = m.id
            GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(to)}
            """;
    }

    private static string Candidates(Statement to, Walk walk, Drive drive, int cap) =>
        drive.IsBeside ? walk.Beside(to, drive, null, cap) : walk.Items(to, drive, null, cap);

    private string CountAll(Statement to)
    {
        var owner = selection.AddOwner(to);
        if (selection.Conditions.Count == 0 && !counting.WithBytes)
        {
            return $"""
                SELECT t.tag, count(*), 0::bigint, false FROM {names.Tags} t WHERE t.owner_user_id = {owner}
                GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(to)}
                """;
        }

        var drive = Drive.Of(selection).FirstOrDefault(drive => drive.IsBeside);
        var walk = new Walk(selection, _order, names);
        var found = drive is null ? "" : $" AND m.id IN (SELECT b.media_id FROM ({walk.Beside(to, drive, null, Everything)}) b)";
        var conditions = selection.Conditions.Where(condition => drive is null || condition.Property != drive.Property || !drive.IsExact)
            .Select(condition => condition.Sql(to)).Prepend($"t.owner_user_id = {owner} AND m.owner_user_id = {owner}");
        return $"""
            SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {names.Media} m JOIN {names.Tags} t ON t.media_id = m.id
            WHERE {string.Join(" AND ", conditions)}{found}
            GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(to)}
            """;
    }
}
