namespace Unified.Media.Sqlite;

/// <summary>Counts tags: those of the newest items, or of all where the count is to be exact.</summary>
internal sealed class TagFacet(Session session, Selection selection, FacetCounting counting)
{
    public IReadOnlyList<FacetCount> Count() => counting switch
    {
        { MaxTags: <= 0 } => [],
        { Exact: true } => CountAll(),
        _ => CountNewest(),
    };

    private IReadOnlyList<FacetCount> CountNewest()
    {
        var newest = new Search<(string Keys, long Bytes)>(
            session, selection, Order.Of(MediaSort.Newest), "m.tag_keys, m.size_bytes", row => (row.GetString(2), row.GetInt64(3)))
            .Take(FacetCap.Items);
        var isCapped = newest.HasMore || newest.StoppedAt is not null;
        var groups =
            from item in newest.Rows
            from key in TagKeys.Read(item.Keys)
            group item.Bytes by key into tagged
            select new FacetCount(tagged.Key, tagged.Count(), isCapped, counting.WithBytes ? tagged.Sum() : null);
        return [.. FacetCap.InOrder(groups).Take(counting.MaxTags)];
    }

    private List<FacetCount> CountAll()
    {
        var isPlain = selection.Conditions.Count == 1;
        using var row = session.Query(isPlain ? AllTags() : TagsOfItems(), [.. selection.Arguments, new("@max", counting.MaxTags)]);
        var counts = new List<FacetCount>();
        while (row.Read())
        {
            counts.Add(new(row.GetString(0), row.GetInt64(1), IsCapped: false, counting.WithBytes ? row.GetInt64(2) : null));
        }

        return counts;
    }

    private static string AllTags() =>
        """
        SELECT tag_key, count(*), sum(size_bytes) FROM media_tags WHERE owner_user_id = @owner
        GROUP BY tag_key ORDER BY 2 DESC, 1 LIMIT @max
        """;

    private string TagsOfItems()
    {
        var drive = Rarity.Few(session, selection, FacetCap.Items) ?? Drive.Everything("media_by_created");
        var rest = selection.Conditions.Where(condition => !WalkStatements.IsCovered(condition, drive)).Select(condition => condition.Sql);
        var arms = drive.Arms.Select(arm =>
            $"SELECT j.value AS value, m.size_bytes AS bytes FROM {drive.Source} {drive.Join} CROSS JOIN json_each(m.tag_keys) AS j WHERE "
            + string.Join(" AND ", [arm, .. rest]));
        return $"SELECT value, count(*), sum(bytes) FROM ({string.Join(" UNION ALL ", arms)}) GROUP BY value ORDER BY 2 DESC, 1 LIMIT @max";
    }
}
