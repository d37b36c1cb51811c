namespace Unified.Media.Sqlite;

/// <summary>A condition on an item's row, which statements call <c>m</c>.</summary>
internal sealed record Condition(Property Property, string Sql);
