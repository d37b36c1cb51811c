namespace Unified.Media;

/// <summary>An AI-enhanced image to store; most often fetched from the AI provider by its address.</summary>
public sealed class EnhancedImage : MediaUploadBase
{
    /// <summary>What the enhancement was: <c>upscale</c>, <c>lighting</c>. 1 to 50 characters.</summary>
    public required string EnhancementType { get; init; }

    /// <summary>
    /// What it was made from: a media id, or whatever the host calls the original. Opaque text of at most 50 characters, kept as it came.
    /// </summary>
    public string? OriginalMediaId { get; init; }
}
