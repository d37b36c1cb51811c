using System.Text;

namespace Unified.Media.Postgres;

/// <summary>Compares texts by code point, as the other catalogs do. By code unit, characters beyond 16 bits would come too early.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Bytes(x).SequenceCompareTo(Bytes(y));

    private static ReadOnlySpan<byte> Bytes(string? text) => Encoding.UTF8.GetBytes(text ?? "");
}
