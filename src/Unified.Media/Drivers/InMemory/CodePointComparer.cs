namespace Unified.Media.Drivers;

/// <summary>Compares texts by code point, as UTF-8 bytes compare; ordinal comparison puts surrogates before U+E000.</summary>
internal sealed class CodePointComparer : IComparer<string>
{
    private CodePointComparer()
    {
    }

    public static CodePointComparer Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var common = left.CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + char.MaxValue : unit;
}
