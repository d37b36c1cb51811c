namespace Unified.Media;

/// <summary>How to open an item's content.</summary>
public sealed class MediaOpening
{
    /// <summary>The part to read; null reads everything.</summary>
    public ByteRange? Range { get; init; }
}
