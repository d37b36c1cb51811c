namespace Unified.Media;

/// <summary>
/// An image or a video to store that a user uploaded, an AI model generated, or a stock provider supplied. For an enhanced image, use
/// <see cref="EnhancedImage"/>.
/// </summary>
public sealed class MediaUpload : MediaUploadBase
{
    /// <summary>
    /// The origin: <see cref="SourceType.Upload"/> (default), <see cref="SourceType.Playground"/> or <see cref="SourceType.Stock"/>. It
    /// decides the bucket and the key of the object.
    /// </summary>
    public SourceType Source { get; init; } = SourceType.Upload;
}
