namespace Unified.Media.Sqlite;

/// <summary>The values of which an item's property must have one, as parameters.</summary>
internal sealed record Alternatives(Property Property, string Column, IReadOnlyList<string> Parameters);
