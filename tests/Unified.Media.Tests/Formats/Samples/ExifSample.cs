using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>EXIF blocks with an orientation and, optionally, a location and a maker note.</summary>
internal static class ExifSample
{
    /// <summary>The bytes of a location, which no output may contain.</summary>
    public static readonly byte[] Secret = "48.2082N16.3738E"u8.ToArray();

    public static byte[] Block(int orientation, bool hasLocation = true, bool isBigEndian = false)
    {
        Func<long, byte[]> two = isBigEndian ? Big16 : Little16;
        Func<long, byte[]> four = isBigEndian ? Big32 : Little32;
        byte[] orientationEntry = [.. two(0x0112), .. two(3), .. four(1), .. two(orientation), 0, 0];
        var entries = hasLocation ? 2 : 1;
        var locationAt = 8 + 2 + (entries * 12) + 4;
        byte[] locationEntry = [.. two(0x8825), .. two(4), .. four(1), .. four(locationAt)];
        byte[] location = [.. two(1), .. two(29), .. two(2), .. four(Secret.Length), .. four(locationAt + 18), .. four(0), .. Secret];
        return
        [
            .. isBigEndian ? "MM"u8 : "II"u8, .. two(42), .. four(8), .. two(entries), .. orientationEntry,
            .. hasLocation ? locationEntry : [], .. four(0), .. hasLocation ? location : [],
        ];
    }
}
