namespace Unified.Media;

/// <summary>A video to store.</summary>
public sealed class VideoUpload : MediaUpload
{
    /// <summary>
    /// <see cref="SourceType.Upload"/> (default), <see cref="SourceType.Playground"/> or <see cref="SourceType.Stock"/>. It decides the
    /// bucket and the key.
    /// </summary>
    public SourceType Source { get; init; } = SourceType.Upload;
}
