namespace Unified.Media.TestStorage;

/// <summary>A row of the second list.</summary>
/// <param name="Name">The key, or a folder with its slash.</param>
/// <param name="Item">Null for a folder.</param>
internal sealed record ListRow(string Name, StorageObject? Item);
