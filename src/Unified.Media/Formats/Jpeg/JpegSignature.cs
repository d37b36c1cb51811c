namespace Unified.Media;

/// <summary>Recognizes JPEG by its first marker and the first byte of the second marker.</summary>
internal static class JpegSignature
{
    /// <summary>The start-of-image marker and the first byte of the second marker.</summary>
    public static ReadOnlySpan<byte> Bytes => [0xFF, JpegMarker.StartOfImage, 0xFF];

    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith(Bytes);
}
