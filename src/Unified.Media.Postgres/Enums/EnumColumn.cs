using System.Text.RegularExpressions;

namespace Unified.Media.Postgres;

/// <summary>
/// A column with the labels of an enumerated value. The values of the library are lower case. The column is an enum, text with a check that lists
/// the labels, or text without one.
/// </summary>
internal sealed partial class EnumColumn
{
    private readonly IReadOnlyList<string>? _labels;
    private readonly bool? _isUpper;
    private readonly bool _writesUpper;

    private EnumColumn(string type, IReadOnlyList<string>? labels, bool? isUpper, bool writesUpper)
    {
        Type = type;
        _labels = labels;
        _isUpper = isUpper;
        _writesUpper = isUpper ?? writesUpper;
    }

    /// <summary>The column's type, as statements cast to it: comparing as another type would not use an index.</summary>
    public string Type { get; }

    /// <summary>True for an enum, whose comparison is not leakproof: under row-level security no index would be used for it.</summary>
    public bool IsEnum { get; private init; }

    /// <summary>The column of an enum.</summary>
    public static EnumColumn OfEnum(string type, IReadOnlyList<string> labels) =>
        new(type, labels, isUpper: null, writesUpper: false) { IsEnum = true };

    /// <summary>A column of text.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="check">The check on it, as the database writes it; null for none.</param>
    /// <param name="writesUpper">Whether values are written in upper case where nothing is known.</param>
    public static EnumColumn OfText(string type, string? check, bool writesUpper)
    {
        string[] found = [.. Literals().Matches(check ?? "").Select(match => match.Groups[1].Value)];
        return found.Length > 0
            ? new(type, found, isUpper: null, writesUpper)
            : new(type, null, check is not null && check.Contains("[a-z0-9", StringComparison.Ordinal) ? false : null, writesUpper);
    }

    /// <summary>The labels by which rows may hold a value; none when the column cannot hold it.</summary>
    public IReadOnlyList<string> Labels(string value)
    {
        if (_labels is not null)
        {
            return [.. _labels.Where(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)];
        }

        var upper = value.ToUpperInvariant();
        return _isUpper switch
        {
            true => [upper],
            false => [value],
            null => upper == value ? [value] : [value, upper],
        };
    }

    /// <summary>The label by which a value is written.</summary>
    /// <exception cref="MediaRejectedException">The column cannot hold it.</exception>
    public string Label(string value, string field) =>
        _labels is null
            ? _writesUpper ? value.ToUpperInvariant() : value
            : Labels(value) is [var label, ..]
                ? label
                : throw new MediaRejectedException([
                    new(RejectionCode.InvalidField, $"The database does not know this value of {field}.") { Field = field }]);

    [GeneratedRegex("'([A-Za-z][A-Za-z0-9_-]*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Literals();
}
