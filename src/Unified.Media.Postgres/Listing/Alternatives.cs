namespace Unified.Media.Postgres;

/// <summary>The values of which a property with an index of its own must have one.</summary>
/// <param name="Property">The property.</param>
/// <param name="Column">Its column.</param>
/// <param name="Values">The values, as the column spells them.</param>
/// <param name="Cast">How a value becomes one of the column's type.</param>
internal sealed record Alternatives(Property Property, string Column, IReadOnlyList<string> Values, string Cast)
{
    /// <summary>The parameter of one of the values.</summary>
    public string Value(Statement statement, int index) =>
        statement.Once($"{Property}{index}", to => to.Add(Values[index])) + Cast;
}
