using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>A condition on an item's row, which statements call <c>m</c>. Its values become parameters of the statement that asks for it.</summary>
internal sealed record Condition(FilterField Field, Func<Statement, string> Sql);
