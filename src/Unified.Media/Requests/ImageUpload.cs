namespace Unified.Media;

/// <summary>An image to store.</summary>
public sealed class ImageUpload : MediaUpload
{
    /// <summary>
    /// <see cref="SourceType.Upload"/> (default), <see cref="SourceType.Playground"/> or <see cref="SourceType.Stock"/>. It decides the
    /// bucket and the key.
    /// </summary>
    public SourceType Source { get; init; } = SourceType.Upload;
}
