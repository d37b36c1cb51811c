namespace Unified.Media;

/// <summary>Options for opening an item's content.</summary>
public sealed record OpenMediaOptions
{
    /// <summary>The range of bytes to read; null (default) reads the whole content.</summary>
    public ByteRange? Range { get; init; }
}
