using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>A condition on the row <c>m</c> of an item. Its values become parameters of the statement that uses it.</summary>
internal sealed record Condition(FilterField Field, Func<Statement, string> Sql);
