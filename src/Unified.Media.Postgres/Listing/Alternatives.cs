using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The values of which a property with an index of its own must have one.</summary>
/// <param name="Field">The field.</param>
/// <param name="Column">Its column.</param>
/// <param name="Values">The values, as the column spells them.</param>
/// <param name="Cast">How a value becomes one of the column's type.</param>
/// <param name="Function">The function that walks the index where policies would keep statements from it; null for none.</param>
internal sealed record Alternatives(FilterField Field, string Column, IReadOnlyList<string> Values, string Cast, string? Function = null)
{
    /// <summary>One of the values, of the column's type.</summary>
    public string Value(Statement statement, int index) => Word(statement, index) + Cast;

    /// <summary>One of the values as text.</summary>
    public string Word(Statement statement, int index) => statement.AddShared($"{Field}{index}", shared => shared.Add(Values[index]));
}
