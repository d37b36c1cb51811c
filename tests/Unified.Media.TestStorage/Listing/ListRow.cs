namespace Unified.Media.TestStorage;

/// <summary>A row of a list.</summary>
/// <param name="Name">The key, or a folder.</param>
/// <param name="Item">Null for a folder.</param>
internal sealed record ListRow(string Name, StorageObject? Item)
{
    /// <summary>How many objects a folder holds.</summary>
    public int Children { get; init; }

    /// <summary>When the oldest object of a folder was created: the second list orders folders by it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// The real server, by name descending, skips the key after an object when it belongs to a folder: a folder of one object is lost.
    /// </summary>
    public static IEnumerable<ListRow> LoseFolders(IEnumerable<ListRow> descending)
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
