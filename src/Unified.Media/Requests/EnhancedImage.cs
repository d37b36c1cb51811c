namespace Unified.Media;

/// <summary>An AI-enhanced image to store, usually given as the URL at the AI provider.</summary>
public sealed class EnhancedImage : MediaUploadBase
{
    /// <summary>The kind of enhancement: <c>upscale</c>, <c>lighting</c>. 1 to 50 characters.</summary>
    public required string EnhancementType { get; init; }

    /// <summary>
    /// The original image: a media id, or the application's own name for it. Text of at most 50 characters, stored as it is.
    /// </summary>
    public string? OriginalMediaId { get; init; }
}
