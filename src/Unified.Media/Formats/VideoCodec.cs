using System.Buffers.Binary;
using System.Text;

namespace Unified.Media;

/// <summary>
/// Returns the names of codecs as spelled in their containers. Common names are constants, so they allocate no memory.
/// </summary>
internal static class VideoCodec
{
    private const int MaxNameLength = 64;

    private static readonly string[] CommonNames =
    [
        "avc1", "avc3", "hvc1", "hev1", "av01", "vp09", "vp08", "mp4v", "jpeg", "mjpa", "mjpb", "apcn", "apch", "apcs",
        "apco", "ap4h", "dvh1", "dvhe",
        "V_VP8", "V_VP9", "V_AV1", "V_MPEG4/ISO/AVC", "V_MPEGH/ISO/HEVC", "V_MPEG4/ISO/ASP", "V_FFV1", "V_MJPEG", "V_THEORA", "V_PRORES",
        "V_MS/VFW/FOURCC",
    ];

    /// <summary>Returns the name; null when it is empty, longer than 64 characters or not printable ASCII.</summary>
    public static string? GetName(ReadOnlySpan<byte> spelling)
    {
        if (spelling.Length is 0 or > MaxNameLength || spelling.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            return null;
        }

        foreach (var name in CommonNames)
        {
            if (Ascii.Equals(spelling, name))
            {
                return name;
            }
        }

        return Encoding.ASCII.GetString(spelling);
    }

    /// <inheritdoc cref="GetName(ReadOnlySpan{byte})"/>
    public static string? GetName(uint fourCharacters)
    {
        Span<byte> spelling = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(spelling, fourCharacters);
        return GetName(spelling);
    }
}
