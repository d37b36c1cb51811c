using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// Counts the items per value of an indexed field. The index range of each value is counted up to a cap. If the filter has tags or words, the rows
/// that match them are grouped instead. An exact count groups all rows.
/// </summary>
internal sealed class ValueFacet(
    ListFilterSql filter, PostgresNames names, FacetOptions options, FilterField field, string column, bool isEnum,
    LegacyRowSource? legacyRows = null)
{
    private const int NoLimit = int.MaxValue;

    // The maximum number of rows with the tags or words of the filter that are grouped for a count that is not exact.
    private const int MaxCandidates = 5_000;

    private readonly IndexScanSql _scan = new(filter, OrderSql.FromSort(MediaSort.Newest), names);

    /// <summary>Composes the statement. It returns one row per value: the value, the count, the bytes, and whether the count is capped.</summary>
    public Statement Compose()
    {
        var statement = new Statement();
        statement.Sql = filter.IsUnfiltered && !options.WithBytes && !filter.IsOverAllOwners ? CallFunction(statement)
            : AccessPath.GetValuePaths(filter).FirstOrDefault(path => path.ReturnsIdsOnly) is { } path
                ? GroupIdRows(statement, path, options.Exact ? NoLimit : MaxCandidates)
                : options.Exact ? GroupAll(statement) : isEnum || filter.IsOverAllOwners ? GroupNewest(statement) : CountEachValue(statement);
        if (legacyRows is not null)
        {
            statement.Sql = $"SELECT * FROM ({statement.Sql}) items UNION ALL {GroupLegacyRows(statement, legacyRows)}";
        }

        return statement;
    }

    /// <summary>Adds the statement to a batch. Its result is the counts.</summary>
    public StatementResult<IReadOnlyList<FacetCount>> AddTo(StatementBatch batch, EnumMappings enums) =>
        batch.Add(Compose(), (reader, token) => ReadAsync(reader, enums, token));

    private async Task<IReadOnlyList<FacetCount>> ReadAsync(NpgsqlDataReader row, EnumMappings enums, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, FacetCount>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var value = enums.GetColumn(field) is null ? row.GetString(0) : row.GetString(0).ToLowerInvariant();
            var rowCount = row.GetInt64(1);
            var isCapped = row.GetBoolean(3) || (!options.Exact && rowCount > FacetCounts.MaxItems);
            var count = new FacetCount(value, options.Exact ? rowCount : Math.Min(rowCount, FacetCounts.MaxItems))
            {
                IsCapped = isCapped,
                Bytes = options.WithBytes ? row.GetInt64(2) : null,
            };

            // A text column can have two labels for one value, and items and legacy rows are counted separately.
            counts[value] = counts.TryGetValue(value, out var existing) ? Merge(existing, count) : count;
        }

        return FacetCounts.Sort(counts.Values);
    }

    private FacetCount Merge(FacetCount first, FacetCount second)
    {
        var sum = first.Count + second.Count;
        var exceedsCap = !options.Exact && sum > FacetCounts.MaxItems;
        return new(first.Value, exceedsCap ? FacetCounts.MaxItems : sum)
        {
            IsCapped = first.IsCapped || second.IsCapped || exceedsCap,
            Bytes = first.Bytes + second.Bytes,
        };
    }

    private string Bytes => options.WithBytes ? "coalesce(m.size_bytes, 0)" : "0::bigint";

    // Without a filter, an SQL function counts the entries of the index. A statement would evaluate the policies for every row.
    private string CallFunction(Statement statement)
    {
        var function = names.Function(field == FilterField.Kind ? "count_kinds" : "count_sources");
        var cap = options.Exact ? "NULL" : IndexScanSql.Number(FacetCounts.MaxItems + 1);
        var isPublicOnly = filter.IsPublicOnly ? "true" : "false";
        return $"SELECT f.value, f.found, 0::bigint, false FROM {function}({filter.AddOwner(statement)}, {isPublicOnly}, {cap}) f";
    }

    // Under row-level security, an index on an enum cannot be searched for a value, and over all owners there is no index by value for all
    // items: the newest rows are counted instead.
    private string GroupNewest(Statement statement)
    {
        var path = AccessPath.OrderIndex(filter);
        var scan = ScanBudget.ScanLimit;
        var residual = _scan.ResidualConditions(path).Select(condition => condition.Sql(statement)).Append($"m.{column} IS NOT NULL");
        return $"""
            WITH scanned AS MATERIALIZED (
                SELECT m.{column} AS value, {Bytes} AS bytes, {string.Join(" AND ", residual)} AS matches
                FROM ({_scan.ItemRows(statement, path, null, scan)}) m)
            SELECT l.value::text, count(*), coalesce(sum(l.bytes), 0)::bigint, (SELECT count(*) FROM scanned) = {IndexScanSql.Number(scan)}
            FROM scanned l WHERE l.matches GROUP BY l.value
            """;
    }

    private string GroupAll(Statement statement) =>
        $"""
        SELECT m.{column}::text, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {names.Media} m
        WHERE {string.Join(" AND ", Conditions(statement))} AND m.{column} IS NOT NULL GROUP BY m.{column}
        """;

    private string GroupLegacyRows(Statement statement, LegacyRowSource rows)
    {
        var conditions = rows.Conditions(statement, filter).Append($"m.{column} IS NOT NULL").ToList();
        return string.Join(" UNION ALL ", rows.Rows(statement, filter).Select(from =>
            $"""
            SELECT m.{column}::text, count(*), coalesce(sum({Bytes}), 0)::bigint, false FROM {from}
            WHERE {string.Join(" AND ", conditions)} GROUP BY m.{column}
            """));
    }

    private string GroupIdRows(Statement statement, AccessPath path, int max)
    {
        var residual = filter.Conditions.Where(condition => condition.Field != path.Field || !path.IsExact)
            .Select(condition => condition.Sql(statement)).Append($"m.{column} IS NOT NULL");
        return $"""
            WITH found AS MATERIALIZED ({_scan.IdRows(statement, path, null, max)})
            SELECT m.{column}::text, count(*), coalesce(sum({Bytes}), 0)::bigint, (SELECT count(*) FROM found) = {IndexScanSql.Number(max)}
            FROM found b JOIN {names.Media} m ON m.id = b.media_id WHERE {string.Join(" AND ", residual)} GROUP BY m.{column}
            """;
    }

    // Skips from value to value in the index, so that a few look-ups find the values of any number of rows.
    private string CountEachValue(Statement statement)
    {
        var first = $"SELECT m.{column} FROM {names.Media} m WHERE m.owner_user_id = {filter.AddOwner(statement)} AND m.{column}";
        var indexConditions = string.Join(
            " AND ",
            [
                $"m.owner_user_id = {filter.AddOwner(statement)} AND m.{column} = v.value",
                .. filter.VisibilityCondition is { } visible && visible.Field != field ? [visible.Sql(statement)] : Array.Empty<string>(),
                .. _scan.Range(statement, OrderSql.CreatedAt, "m.id", null),
            ]);
        string[] residual =
        [
            .. filter.Conditions
                .Where(condition => condition != filter.VisibilityCondition && condition.Field is not FilterField.Created && condition.Field != field)
                .Select(condition => condition.Sql(statement)),
        ];
        return $"""
            WITH RECURSIVE known (value) AS (
                ({first} IS NOT NULL ORDER BY m.{column} LIMIT 1)
                UNION ALL SELECT ({first} > known.value ORDER BY m.{column} LIMIT 1) FROM known WHERE known.value IS NOT NULL)
            SELECT v.value::text, c.found, c.bytes, c.has_more FROM known v CROSS JOIN LATERAL ({CountOneValue(indexConditions, residual)}) c
            WHERE v.value IS NOT NULL
            """;
    }

    private string CountOneValue(string indexConditions, string[] residual)
    {
        if (residual.Length == 0)
        {
            return CountUpToCap($"SELECT {Bytes} AS bytes FROM {names.Media} m WHERE {indexConditions}", "false");
        }

        var scan = IndexScanSql.Number(ScanBudget.ScanLimit);
        var newest = $"ORDER BY {OrderSql.CreatedAt} DESC, m.id DESC";
        var scanned = $"SELECT m.* FROM {names.Media} m WHERE {indexConditions} {newest} LIMIT {scan}";
        return CountUpToCap(
            $"SELECT {Bytes} AS bytes FROM ({scanned}) m WHERE {string.Join(" AND ", residual)}",
            $"EXISTS (SELECT FROM {names.Media} m WHERE {indexConditions} {newest} OFFSET {scan} LIMIT 1)");
    }

    // Reads one row beyond the cap to find out whether the count is capped. The bytes of that row are not added.
    private string CountUpToCap(string rows, string hasMore)
    {
        var sum = options.WithBytes ? $"coalesce(sum(n.bytes) FILTER (WHERE n.number <= {FacetCounts.MaxItems}), 0)::bigint" : "0::bigint";
        var number = options.WithBytes ? ", row_number() OVER () AS number" : "";
        return $"""
            SELECT count(*) AS found, {sum} AS bytes, CASE WHEN count(*) > {FacetCounts.MaxItems} THEN true ELSE {hasMore} END AS has_more
            FROM (SELECT r.bytes{number} FROM ({rows}) r LIMIT {FacetCounts.MaxItems + 1}) n
            """;
    }

    private IEnumerable<string> Conditions(Statement statement) =>
        filter.Conditions.Select(condition => condition.Sql(statement)).Prepend(filter.OwnerCondition(statement));
}
