namespace Unified.Media;

/// <summary>Identifies the application segments of JPEG by the name at their start.</summary>
internal static class JpegMetadata
{
    public const string Exif = "exif";

    private const int MaxNameLength = 40;

    /// <summary>Returns true for application and comment segments. Other segments cannot hold metadata.</summary>
    public static bool CanHoldMetadata(byte marker) => JpegMarker.IsApplication(marker) || marker == JpegMarker.Comment;

    /// <summary>Returns the kind of metadata in the segment, such as <c>xmp</c>; null when the segment is needed to decode colors.</summary>
    public static async ValueTask<string?> FindKindAsync(ByteWindow window, JpegSegment segment, CancellationToken cancellationToken)
    {
        var length = Math.Min(segment.PayloadLength, MaxNameLength);
        await window.EnsureLoadedAsync(segment.PayloadStart, length, cancellationToken).ConfigureAwait(false);
        return FindKind(segment.Marker, window.Read(segment.PayloadStart, length));
    }

    private static string? FindKind(byte marker, ReadOnlySpan<byte> start) => marker switch
    {
        JpegMarker.Comment => "comment",
        JpegMarker.App0 when start.StartsWith("JFIF\0"u8) => null,
        JpegMarker.App0 when start.StartsWith("JFXX\0"u8) => "thumbnail",
        JpegMarker.App1 when start.StartsWith(JpegMarker.Exif) => Exif,
        JpegMarker.App1 when start.StartsWith("http://ns.adobe.com/"u8) => "xmp",
        JpegMarker.App2 when start.StartsWith("ICC_PROFILE\0"u8) => null,
        JpegMarker.App2 when start.StartsWith("MPF\0"u8) || start.StartsWith("urn:iso:std:iso:ts:21496:"u8) => "gain_map",
        JpegMarker.App13 => "iptc",
        JpegMarker.App14 when start.StartsWith("Adobe"u8) => null,
        _ => "application",
    };
}
