namespace Unified.Media.TestStorage;

/// <summary>A row of a list.</summary>
/// <param name="Name">The key, or the name of a folder.</param>
/// <param name="Item">The object; null for a folder.</param>
internal sealed record ListRow(string Name, StorageObject? Item)
{
    /// <summary>The number of objects in a folder.</summary>
    public int Children { get; init; }

    /// <summary>The creation time of the oldest object in a folder. <c>list-v2</c> orders folders by it.</summary>
    public DateTimeOffset? OldestCreatedAt { get; init; }

    /// <summary>
    /// Removes a folder that has one object and follows an object. The real server has this bug when a list is ordered by name descending.
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
