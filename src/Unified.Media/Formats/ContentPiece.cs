namespace Unified.Media;

/// <summary>
/// One piece of the content as it will be stored: bytes of the source, bytes of ours, or zeros. A list of pieces is a plan
/// of edits that needs no copy of the content.
/// </summary>
internal readonly record struct ContentPiece
{
    private ContentPiece(long sourceOffset, ReadOnlyMemory<byte> literal, long length)
    {
        SourceOffset = sourceOffset;
        Literal = literal;
        Length = length;
    }

    /// <summary>Where the bytes are in the source; -1 for literals and zeros.</summary>
    public long SourceOffset { get; }

    /// <summary>The bytes of a literal piece; empty otherwise.</summary>
    public ReadOnlyMemory<byte> Literal { get; }

    public long Length { get; }

    public bool IsSource => SourceOffset >= 0;

    public bool IsZeros => SourceOffset < 0 && Literal.IsEmpty;

    public static ContentPiece Source(long offset, long length) => new(offset, default, length);

    public static ContentPiece Bytes(ReadOnlyMemory<byte> literal) => new(-1, literal, literal.Length);

    public static ContentPiece Zeros(long length) => new(-1, default, length);
}
