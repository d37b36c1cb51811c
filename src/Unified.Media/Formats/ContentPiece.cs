namespace Unified.Media;

/// <summary>
/// A byte range of the content to store: bytes of the received content (the source), new bytes, or zeros. A list of pieces describes edited content
/// without a copy of it.
/// </summary>
internal readonly record struct ContentPiece
{
    private ContentPiece(long sourceOffset, ReadOnlyMemory<byte> literal, long length)
    {
        SourceOffset = sourceOffset;
        Literal = literal;
        Length = length;
    }

    /// <summary>The offset of the byte range in the source; -1 for new bytes and zeros.</summary>
    public long SourceOffset { get; }

    /// <summary>The new bytes; empty for bytes of the source and for zeros.</summary>
    public ReadOnlyMemory<byte> Literal { get; }

    public long Length { get; }

    public bool IsSource => SourceOffset >= 0;

    public bool IsZeros => SourceOffset < 0 && Literal.IsEmpty;

    public static ContentPiece Source(long offset, long length) => new(offset, default, length);

    public static ContentPiece Bytes(ReadOnlyMemory<byte> literal) => new(-1, literal, literal.Length);

    public static ContentPiece Zeros(long length) => new(-1, default, length);
}
