using System.Text.RegularExpressions;

namespace Unified.Media.Postgres;

/// <summary>
/// A column that stores the values of an open enumeration, such as the kinds, as labels. The library writes its values in lower case; the
/// labels in the database may be in upper case. The column is an enum, a text column with a check that lists the labels, or a text column
/// without such a check.
/// </summary>
internal sealed partial class EnumColumn
{
    private readonly IReadOnlyList<string>? _labels;
    private readonly bool _isLowerCase;
    private readonly bool _writesUpperCase;

    private EnumColumn(string type, IReadOnlyList<string>? labels, bool isLowerCase, bool writesUpperCase)
    {
        Type = type;
        _labels = labels;
        _isLowerCase = isLowerCase;
        _writesUpperCase = writesUpperCase && !isLowerCase;
    }

    /// <summary>The SQL type of the column. Statements cast values to it, because a comparison as another type would not use an index.</summary>
    public string Type { get; }

    /// <summary>True for an enum. Its comparison is not leakproof, so row-level security prevents index conditions on it.</summary>
    public bool IsEnum { get; private init; }

    /// <summary>Creates a column whose type is an enum.</summary>
    public static EnumColumn OfEnum(string type, IReadOnlyList<string> labels) =>
        new(type, labels, isLowerCase: false, writesUpperCase: false) { IsEnum = true };

    /// <summary>Creates a column whose type is text.</summary>
    /// <param name="type">The SQL type.</param>
    /// <param name="check">
    /// The definitions of the CHECK constraints of the column, as PostgreSQL returns them; null if the column has no constraint.
    /// </param>
    /// <param name="writesUpperCase">True to write upper case if the check neither lists the labels nor requires lower case.</param>
    public static EnumColumn OfText(string type, string? check, bool writesUpperCase)
    {
        string[] labels = [.. Literals().Matches(check ?? "").Select(match => match.Groups[1].Value)];
        return labels.Length > 0
            ? new(type, labels, isLowerCase: false, writesUpperCase)
            : new(type, null, isLowerCase: check is not null && check.Contains("[a-z0-9", StringComparison.Ordinal), writesUpperCase);
    }

    /// <summary>Returns the labels that existing rows can have for a value; empty if the column does not allow the value.</summary>
    public IReadOnlyList<string> GetLabels(string value)
    {
        if (_labels is not null)
        {
            return [.. _labels.Where(label => label.Equals(value, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)];
        }

        var upper = value.ToUpperInvariant();
        return _isLowerCase || upper == value ? [value] : [value, upper];
    }

    /// <summary>Returns the label to write for a value.</summary>
    /// <exception cref="MediaRejectedException"><c>invalid_field</c>: the column does not allow the value.</exception>
    public string GetLabelToWrite(string value, string field) =>
        _labels is null
            ? _writesUpperCase ? value.ToUpperInvariant() : value
            : GetLabels(value) is [var label, ..]
                ? label
                : throw new MediaRejectedException([
                    new(RejectionCode.InvalidField, $"The database does not allow this value of {field}.") { Field = field }]);

    [GeneratedRegex("'([A-Za-z][A-Za-z0-9_-]*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Literals();
}
