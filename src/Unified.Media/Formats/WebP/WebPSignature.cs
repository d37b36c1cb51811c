namespace Unified.Media;

/// <summary>Recognizes WebP by its RIFF container and form type.</summary>
internal static class WebPSignature
{
    /// <summary>The length of the RIFF header and the form type. The first chunk follows.</summary>
    public const int Length = 12;

    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.Length >= Length && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8);
}
