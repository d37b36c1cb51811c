namespace Unified.Media.Sqlite;

/// <summary>
/// Chooses between access paths by counting a little, because statistics would have to be gathered and would not know single values.
/// </summary>
internal static class SelectivityProbe
{
    // Counting so far costs less than a page.
    private const int Cap = 1_001;

    /// <summary>The path with the fewest rows, the first where several have many; null when there is none.</summary>
    public static AccessPath? Smallest(Session session, ListFilterSql filter, IReadOnlyList<AccessPath> paths) =>
        paths.Count <= 1 ? paths.SingleOrDefault() : paths.MinBy(path => Count(session, filter, path, Cap));

    /// <summary>The path with the fewest rows, if they are few: of a value, a tag or the search tokens. It need not give the order.</summary>
    public static AccessPath? Few(Session session, ListFilterSql filter, int few)
    {
        var hasTokens = filter.Filter.SearchTokens.Count > 0;
        return Few(session, filter, hasTokens ? [.. AccessPath.Of(filter), AccessPath.Tokens()] : [.. AccessPath.Of(filter)], few)
            ?? (hasTokens && !filter.IsOverAllOwners ? Few(session, filter, [AccessPath.OwnTokens()], few) : null);
    }

    private static AccessPath? Few(Session session, ListFilterSql filter, IReadOnlyList<AccessPath> paths, int few)
    {
        var smallest = paths
            .Select(path => (Path: path, Count: Count(session, filter, path, few + 1)))
            .DefaultIfEmpty()
            .MinBy(entry => entry.Count);
        return smallest.Count <= few ? smallest.Path : null;
    }

    private static long Count(Session session, ListFilterSql filter, AccessPath path, int cap) =>
        (long)session.Scalar(KeysetSql.Count(path), [.. filter.Arguments, new("@cap", cap)])!;
}
