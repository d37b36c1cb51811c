using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>A field whose value must be one of several, and for which an index or the table of tags finds the items.</summary>
/// <param name="Field">The field.</param>
/// <param name="Column">The column of the field.</param>
/// <param name="Values">The values, as the column stores them.</param>
/// <param name="Cast">The cast of a value to the column's type.</param>
/// <param name="Function">
/// The SQL function that scans the index, for an index that a statement cannot use under row-level security; null if a statement scans it.
/// </param>
internal sealed record InFilter(FilterField Field, string Column, IReadOnlyList<string> Values, string Cast, string? Function = null)
{
    /// <summary>
    /// True when an index of the public items of all owners finds the values. False for an enum, whose index only a function can scan.
    /// </summary>
    public bool HasPublicIndex => Function is null && Field is FilterField.Kind or FilterField.SourceType or FilterField.Tags;

    /// <summary>Adds one of the values and returns it as an expression of the type of the column.</summary>
    public string Value(Statement statement, int index) => Text(statement, index) + Cast;

    /// <summary>Adds one of the values and returns it as an expression of the type text.</summary>
    public string Text(Statement statement, int index) => statement.AddShared($"{Field}{index}", shared => shared.Add(Values[index]));
}
