namespace Unified.Media;

/// <summary>How to open an item's content.</summary>
public sealed class OpenMediaOptions
{
    /// <summary>The part to read; null reads everything.</summary>
    public ByteRange? Range { get; init; }
}
