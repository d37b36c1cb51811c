namespace Unified.Media.Sqlite;

/// <summary>
/// Chooses between access paths by counting their first rows. SQLite has statistics only after ANALYZE, and no statistics about single values.
/// </summary>
internal static class SelectivityProbe
{
    // To count this number of rows costs less than to read a page.
    private const int MaxCountedRows = 1_001;

    /// <summary>
    /// Returns the path with the fewest rows; the first path if all paths have more rows than are counted; null
    /// if <paramref name="paths"/> is empty.
    /// </summary>
    public static AccessPath? FindPathWithFewestRows(Session session, ListFilterSql filter, IReadOnlyList<AccessPath> paths) =>
        paths.Count <= 1 ? paths.SingleOrDefault() : paths.MinBy(path => Count(session, filter, path, MaxCountedRows));

    /// <summary>
    /// Returns the path with the fewest rows if it has at most <paramref name="maxRows"/>; otherwise null. Its rows may be in any order.
    /// </summary>
    public static AccessPath? FindPathWithFewRows(Session session, ListFilterSql filter, int maxRows)
    {
        var hasTokens = filter.Filter.SearchTokens.Count > 0;
        AccessPath[] paths = [.. AccessPath.GetValuePaths(filter), .. hasTokens ? [AccessPath.ByTokens()] : Array.Empty<AccessPath>()];
        return FindPathWithFewRows(session, filter, paths, maxRows)
            ?? (hasTokens && !filter.IsOverAllOwners ? FindPathWithFewRows(session, filter, [AccessPath.ByOwnerTokens()], maxRows) : null);
    }

    private static AccessPath? FindPathWithFewRows(Session session, ListFilterSql filter, IReadOnlyList<AccessPath> paths, int maxRows)
    {
        var smallest = paths
            .Select(path => (Path: path, Count: Count(session, filter, path, maxRows + 1)))
            .DefaultIfEmpty()
            .MinBy(entry => entry.Count);
        return smallest.Count <= maxRows ? smallest.Path : null;
    }

    private static long Count(Session session, ListFilterSql filter, AccessPath path, int cap) =>
        (long)session.Scalar(KeysetSql.Count(path), [.. filter.Arguments, new("@cap", cap)])!;
}
