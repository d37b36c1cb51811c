using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts the tags of the newest items, or of all items if the count is exact.</summary>
internal sealed class TagFacet(ListFilterSql filter, PostgresNames names, FacetOptions options, LegacyRowSource? legacyRows = null)
{
    private const int NoLimit = int.MaxValue;

    private readonly IndexScanSql _scan = new(filter, OrderSql.FromSort(MediaSort.Newest), names);

    /// <summary>Composes the statement. It returns one row per tag: the tag, the count, the bytes, and whether the count is capped.</summary>
    public Statement Compose()
    {
        var statement = new Statement();
        statement.Sql = options.Exact ? CountAll(statement) : CountNewest(statement);
        if (legacyRows is not null)
        {
            statement.Sql = UnionLegacyRows(statement, legacyRows, statement.Sql);
        }

        return statement;
    }

    /// <summary>Adds the statement to a batch. Its result is the counts.</summary>
    public StatementResult<List<FacetCount>> AddTo(StatementBatch batch) => batch.AddList(
        Compose(),
        row => new FacetCount(row.GetString(0), row.GetInt64(1))
        {
            IsCapped = row.GetBoolean(3),
            Bytes = options.WithBytes ? row.GetInt64(2) : null,
        });

    private string Bytes => options.WithBytes ? "coalesce(m.size_bytes, 0)" : "0::bigint";

    // With legacy rows, the limit applies to the sums of both counts.
    private string Limit(Statement statement) => legacyRows is null ? $"LIMIT {statement.Add(options.MaxTags)}" : "";

    private string UnionLegacyRows(Statement statement, LegacyRowSource rows, string items)
    {
        var conditions = string.Join(" AND ", rows.Conditions(statement, filter).DefaultIfEmpty("true"));
        var legacyCounts = string.Join(" UNION ALL ", rows.Rows(statement, filter).Select(from =>
            $"SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {from} CROSS JOIN unnest({rows.Tags}) t (tag) "
            + $"WHERE {conditions} GROUP BY t.tag"));
        return $"""
            SELECT counted.tag, sum(counted.items)::bigint, sum(counted.bytes)::bigint, bool_or(counted.has_more)
            FROM (({items}) UNION ALL {legacyCounts}) counted (tag, items, bytes, has_more)
            GROUP BY counted.tag ORDER BY 2 DESC, 1 LIMIT {statement.Add(options.MaxTags)}
            """;
    }

    private string CountNewest(Statement statement)
    {
        var path = AccessPath.FindBest(filter, OrderSql.FromSort(MediaSort.Newest));
        var residual = string.Join(" AND ", _scan.ResidualConditions(path).Select(condition => condition.Sql(statement)));
        var max = FacetCounts.MaxItems + 1;
        var cap = residual.Length == 0 ? max : ScanBudget.ScanLimit;
        var rows = _scan.Rows(statement, path, null, cap);
        var scanned = path.ReturnsIdsOnly
            ? $"SELECT m.id, m.size_bytes, b.page_key FROM ({rows}) b JOIN {names.Media} m ON m.id = b.media_id"
            : $"SELECT m.id, m.size_bytes, m.page_key FROM ({rows}) m";
        var key = path.ReturnsIdsOnly ? "b.page_key" : "m.page_key";
        var isStopped = residual.Length == 0 ? "false" : $"(SELECT count(*) FROM ({rows}) s) = {IndexScanSql.Number(cap)}";
        return $"""
            WITH newest AS MATERIALIZED (
                {scanned}{(residual.Length == 0 ? "" : $" WHERE {residual}")} ORDER BY {key} DESC, m.id DESC LIMIT {IndexScanSql.Number(max)}),
            counted AS (SELECT * FROM newest LIMIT {IndexScanSql.Number(FacetCounts.MaxItems)})
            SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint,
                (SELECT CASE WHEN count(*) = {IndexScanSql.Number(max)} THEN true ELSE {isStopped} END FROM newest)
            FROM counted m JOIN {names.Tags} t ON t.media_id = m.id
            GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(statement)}
            """;
    }

    private string CountAll(Statement statement)
    {
        var owner = filter.TagOwnerCondition(statement);
        if (filter.Conditions.Count == 0 && !options.WithBytes)
        {
            return $"""
                SELECT t.tag, count(*), 0::bigint, false FROM {names.Tags} t WHERE {owner}
                GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(statement)}
                """;
        }

        var path = AccessPath.GetValuePaths(filter).FirstOrDefault(path => path.ReturnsIdsOnly);
        var pathCondition = path is null ? "" : $" AND m.id IN (SELECT b.media_id FROM ({_scan.IdRows(statement, path, null, NoLimit)}) b)";
        var conditions = filter.Conditions.Where(condition => path is null || condition.Field != path.Field || !path.IsExact)
            .Select(condition => condition.Sql(statement)).Prepend($"{owner} AND {filter.OwnerCondition(statement)}");
        return $"""
            SELECT t.tag, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {names.Media} m JOIN {names.Tags} t ON t.media_id = m.id
            WHERE {string.Join(" AND ", conditions)}{pathCondition}
            GROUP BY t.tag ORDER BY 2 DESC, 1 {Limit(statement)}
            """;
    }
}
