using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Counts the tags of the newest items, or of all items if the count is exact.</summary>
internal sealed class TagFacet(Session session, ListFilterSql filter, FacetOptions options)
{
    public IReadOnlyList<FacetCount> Count() => options switch
    {
        { MaxTags: <= 0 } => [],
        { Exact: true } => CountAll(),
        _ => CountNewest(),
    };

    private IReadOnlyList<FacetCount> CountNewest()
    {
        var newest = new PageReader<(string Keys, long Bytes)>(
            session, filter, OrderSql.FromSort(MediaSort.Newest), "m.tag_keys, m.size_bytes", row => (row.GetString(2), row.GetInt64(3)))
            .Read(after: null, FacetCounts.MaxItems, ScanBudget.ScanLimit);
        var isCapped = newest.HasMore || newest.StoppedAt is not null;
        var groups =
            from item in newest.Rows
            from key in TagKeys.FromJson(item.Keys)
            group item.Bytes by key into tagged
            select new FacetCount(tagged.Key, tagged.Count()) { IsCapped = isCapped, Bytes = options.WithBytes ? tagged.Sum() : null };
        return [.. FacetCounts.Sort(groups).Take(options.MaxTags)];
    }

    private List<FacetCount> CountAll()
    {
        var countsAllItems = filter.Conditions.All(condition => condition.Field == FilterField.Owner);
        using var row = session.Query(countsAllItems ? AllTags() : TagsOfItems(), [.. filter.Arguments, new("@max", options.MaxTags)]);
        var counts = new List<FacetCount>();
        while (row.Read())
        {
            counts.Add(new(row.GetString(0), row.GetInt64(1)) { Bytes = options.WithBytes ? row.GetInt64(2) : null });
        }

        return counts;
    }

    private string AllTags() =>
        $"""
        SELECT tag_key, count(*), sum(size_bytes) FROM media_tags WHERE {(filter.IsOverAllOwners ? "1" : "owner_user_id = @owner")}
        GROUP BY tag_key ORDER BY 2 DESC, 1 LIMIT @max
        """;

    private string TagsOfItems()
    {
        var path = SelectivityProbe.FindPathWithFewRows(session, filter, FacetCounts.MaxItems)
            ?? AccessPath.OrderIndex(filter, OrderSql.FromSort(MediaSort.Newest));
        var residual = filter.Conditions.Where(condition => !KeysetSql.IsCovered(condition, path)).Select(condition => condition.Sql);
        var scans = path.Ranges.Select(rangeCondition =>
            $"SELECT j.value AS value, m.size_bytes AS bytes FROM {path.Source} {path.Join} CROSS JOIN json_each(m.tag_keys) AS j WHERE "
            + string.Join(" AND ", [rangeCondition, .. residual]));
        return $"SELECT value, count(*), sum(bytes) FROM ({string.Join(" UNION ALL ", scans)}) GROUP BY value ORDER BY 2 DESC, 1 LIMIT @max";
    }
}
