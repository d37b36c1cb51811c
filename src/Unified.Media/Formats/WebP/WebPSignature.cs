namespace Unified.Media;

/// <summary>Recognises WebP by its RIFF container and the container's form type.</summary>
internal static class WebPSignature
{
    /// <summary>The RIFF header and the form type; the first chunk follows.</summary>
    public const int Length = 12;

    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.Length >= Length && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8);
}
