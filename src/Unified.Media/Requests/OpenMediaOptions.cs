namespace Unified.Media;

/// <summary>Options of opening an item's content.</summary>
public sealed record OpenMediaOptions
{
    /// <summary>The part to read; null reads everything.</summary>
    public ByteRange? Range { get; init; }
}
