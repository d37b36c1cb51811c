using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>A condition on an item's row, which statements call <c>m</c>.</summary>
internal sealed record Condition(FilterField Field, string Sql);
