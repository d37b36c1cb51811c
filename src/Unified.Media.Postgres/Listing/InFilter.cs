using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>A field whose value must be one of several, and which an index or a side table can find.</summary>
/// <param name="Field">The field.</param>
/// <param name="Column">Its column.</param>
/// <param name="Values">The values, as the column stores them.</param>
/// <param name="Cast">The cast of a value to the column's type.</param>
/// <param name="Function">The function that scans the index where row-level security prevents statements from it; null for none.</param>
internal sealed record InFilter(FilterField Field, string Column, IReadOnlyList<string> Values, string Cast, string? Function = null)
{
    /// <summary>True when an index of the public items of all owners finds the values. It does not for an enum, which needs a function.</summary>
    public bool HasPublicIndex => Function is null && Field is FilterField.Kind or FilterField.SourceType or FilterField.Tags;

    /// <summary>One of the values, of the column's type.</summary>
    public string Value(Statement statement, int index) => Text(statement, index) + Cast;

    /// <summary>One of the values as text.</summary>
    public string Text(Statement statement, int index) => statement.AddShared($"{Field}{index}", shared => shared.Add(Values[index]));
}
