namespace Unified.Media;

/// <summary>An AI-enhanced image to store, usually given as the URL at the AI provider.</summary>
public sealed class EnhancedImage : MediaUploadBase
{
    /// <summary>The kind of enhancement, such as <c>upscale</c> or <c>lighting</c>: 1 to 50 characters.</summary>
    public required string EnhancementType { get; init; }

    /// <summary>
    /// The id of the original image: a <see cref="MediaId"/>, or an id that your application defines. At most 50 characters, stored unchanged; null
    /// when there is none.
    /// </summary>
    public string? OriginalMediaId { get; init; }
}
