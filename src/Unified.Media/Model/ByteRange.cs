namespace Unified.Media;

/// <summary>A range of the bytes of an object.</summary>
/// <param name="Offset">The zero-based position of the first byte. Must not be negative.</param>
/// <param name="Length">The number of bytes; null (default) reads to the end. A range that reaches past the end is shortened.</param>
public readonly record struct ByteRange(long Offset, long? Length = null)
{
    /// <summary>
    /// Shortens the range to an object of <paramref name="size"/> bytes. Returns null when the range begins at or after the end of the object.
    /// </summary>
    internal ByteRange? Within(long size) =>
        Offset >= size && !(Offset == 0 && size == 0) ? null : new(Offset, Math.Min(Length ?? long.MaxValue, size - Offset));
}
