using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>JPEG files with every relevant segment. The entropy-coded data is random.</summary>
internal static class JpegSample
{
    public static readonly byte[] Profile = [.. "ICC_PROFILE\0"u8, 1, 1, .. Noise(300, 5)];

    public static readonly byte[] Jfif = Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

    public static readonly byte[] Adobe = Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]);

    public static readonly byte[] Quantisation = Segment(0xDB, [0, .. Enumerable.Repeat((byte)3, 64)]);

    public static byte[] Segment(byte marker, byte[] payload) => [0xFF, marker, .. Big16(payload.Length + 2), .. payload];

    public static byte[] Exif(byte[] block) => Segment(0xE1, [.. "Exif\0\0"u8, .. block]);

    public static byte[] Xmp() => Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x>"u8, .. ExifSample.Secret]);

    public static byte[] Frame(byte marker, int width, int height) =>
        Segment(marker, [8, .. Big16(height), .. Big16(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);

    public static byte[] Scan(int seed) =>
        [.. Segment(0xDA, [3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]), .. Entropy(seed)];

    /// <summary>Creates random data with stuffed bytes, restart markers and a fill byte before a stuffed byte.</summary>
    public static byte[] Entropy(int seed)
    {
        byte[] noise = [.. Noise(40, seed).Select(value => value == 0xFF ? (byte)1 : value)];
        return [.. noise, 0xFF, 0x00, .. noise, 0xFF, 0xD0, .. noise, 0xFF, 0xFF, 0x00, 0xFF, 0xD7, .. noise];
    }

    public static byte[] Baseline(int width, int height, params byte[][] segments) =>
    [
        0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. Quantisation, .. Frame(0xC0, width, height), .. Scan(1), 0xFF, 0xD9,
    ];

    public static byte[] Progressive(int width, int height, params byte[][] segments) =>
    [
        0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. Quantisation, .. Frame(0xC2, width, height),
        .. Segment(0xC4, Noise(20, 3)), .. Scan(1), .. Segment(0xC4, Noise(20, 4)), .. Scan(2),
        0xFF, .. Segment(0xC4, Noise(20, 5)), .. Scan(3), 0xFF, 0xFF, 0xD9,
    ];

    /// <summary>Creates a file with the height in a segment after the first scan.</summary>
    public static byte[] LateHeight(int width, int height, params byte[][] segments) =>
    [
        0xFF, 0xD8, .. segments.SelectMany(segment => segment), .. Frame(0xC0, width, 0), .. Scan(1),
        .. Segment(0xDC, Big16(height)), 0xFF, 0xD9,
    ];

    /// <summary>Creates a file with the metadata of a camera and a photo editor.</summary>
    public static byte[] Photo(int width, int height, int orientation) => Progressive(
        width,
        height,
        Jfif,
        Exif(ExifSample.Block(orientation)),
        Xmp(),
        Segment(0xE2, Profile),
        Segment(0xE2, [.. "MPF\0"u8, .. Noise(60, 6)]),
        Segment(0xED, [.. "Photoshop 3.0\0"u8, .. ExifSample.Secret]),
        Adobe,
        Segment(0xFE, ExifSample.Secret),
        Segment(0xE7, ExifSample.Secret));
}
