namespace Unified.Media.TestStorage;

/// <summary>A row of a list.</summary>
/// <param name="Name">The key, or the name of a folder.</param>
/// <param name="Item">The object; null for a folder.</param>
internal sealed record ListRow(string Name, StorageObject? Item)
{
    /// <summary>The number of objects in a folder.</summary>
    public int Children { get; init; }

    /// <summary>The time of creation of the oldest object in a folder, by which <c>list-v2</c> orders folders.</summary>
    public DateTimeOffset? OldestCreatedAt { get; init; }

    /// <summary>
    /// Drops folders of one object, as the real server does: ordered by name descending, it skips the key after an object when that key belongs to a
    /// folder.
    /// </summary>
    public static IEnumerable<ListRow> DropSingleObjectFolders(IEnumerable<ListRow> descending)
    {
        ListRow? before = null;
        foreach (var row in descending)
        {
            if (row.Item is not null || row.Children > 1 || before?.Item is null)
            {
                yield return row;
                before = row;
            }
        }
    }
}
