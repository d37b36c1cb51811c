namespace Unified.Media.Sqlite;

/// <summary>
/// Chooses between indexes by counting a little, because statistics would have to be gathered and would not know single values.
/// </summary>
internal static class Rarity
{
    // Counting so far costs less than a page.
    private const int Cap = 1_001;

    /// <summary>The drive with the fewest rows, the first where several have many; null when there is none.</summary>
    public static Drive? Smallest(Session session, Selection selection, IReadOnlyList<Drive> drives) =>
        drives.Count <= 1 ? drives.SingleOrDefault() : drives.MinBy(drive => Count(session, selection, drive, Cap));

    /// <summary>The drive with the fewest rows, if they are few: a value, a tag or the words. It need not give the order.</summary>
    public static Drive? Few(Session session, Selection selection, int few)
    {
        var hasWords = selection.Query.Words.Count > 0;
        return Few(session, selection, hasWords ? [.. Drive.Of(selection), Drive.Words()] : [.. Drive.Of(selection)], few)
            ?? (hasWords ? Few(session, selection, [Drive.OwnWords()], few) : null);
    }

    private static Drive? Few(Session session, Selection selection, IReadOnlyList<Drive> drives, int few)
    {
        var smallest = drives
            .Select(drive => (Drive: drive, Count: Count(session, selection, drive, few + 1)))
            .DefaultIfEmpty()
            .MinBy(entry => entry.Count);
        return smallest.Count <= few ? smallest.Drive : null;
    }

    private static long Count(Session session, Selection selection, Drive drive, int cap) =>
        (long)session.Scalar(WalkStatements.Count(drive), [.. selection.Arguments, new("@cap", cap)])!;
}
