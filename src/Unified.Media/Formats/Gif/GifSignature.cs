namespace Unified.Media;

/// <summary>Recognizes the two versions of GIF.</summary>
internal static class GifSignature
{
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith("GIF89a"u8) || head.StartsWith("GIF87a"u8);
}
