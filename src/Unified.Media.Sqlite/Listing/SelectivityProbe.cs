namespace Unified.Media.Sqlite;

/// <summary>
/// Chooses between access paths by counting their first rows. SQLite has statistics only after ANALYZE, and none for single values.
/// </summary>
internal static class SelectivityProbe
{
    // Counting up to this number costs less than reading a page.
    private const int Cap = 1_001;

    /// <summary>Returns the path with the fewest rows; the first one if several exceed the cap; null if <paramref name="paths"/> is empty.</summary>
    public static AccessPath? FindSmallest(Session session, ListFilterSql filter, IReadOnlyList<AccessPath> paths) =>
        paths.Count <= 1 ? paths.SingleOrDefault() : paths.MinBy(path => Count(session, filter, path, Cap));

    /// <summary>
    /// Returns the path with the fewest rows if it has at most <paramref name="few"/>; otherwise null. Its rows may be in any order.
    /// </summary>
    public static AccessPath? FindFew(Session session, ListFilterSql filter, int few)
    {
        var hasTokens = filter.Filter.SearchTokens.Count > 0;
        return FindFew(session, filter, hasTokens ? [.. AccessPath.Of(filter), AccessPath.Tokens()] : [.. AccessPath.Of(filter)], few)
            ?? (hasTokens && !filter.IsOverAllOwners ? FindFew(session, filter, [AccessPath.OwnTokens()], few) : null);
    }

    private static AccessPath? FindFew(Session session, ListFilterSql filter, IReadOnlyList<AccessPath> paths, int few)
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
