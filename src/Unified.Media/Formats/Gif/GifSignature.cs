namespace Unified.Media;

/// <summary>Recognises GIF by its two versions.</summary>
internal static class GifSignature
{
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith("GIF89a"u8) || head.StartsWith("GIF87a"u8);
}
