using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>A condition on the row <c>m</c> of an item.</summary>
internal sealed record Condition(FilterField Field, string Sql);
