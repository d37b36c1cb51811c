using System.Text;
using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>PNG files. The compressed pixels are random bytes.</summary>
internal static class PngSample
{
    public static readonly byte[] Signature = [0x89, .. "PNG\r\n\x1A\n"u8];

    public static readonly byte[] Pixels = Chunk("IDAT", Noise(80, 11));

    public static readonly byte[] Profile = Chunk("iCCP", [.. "p\0\0"u8, .. Noise(90, 12)]);

    public static readonly byte[] End = Chunk("IEND", []);

    public static byte[] Chunk(string type, byte[] payload)
    {
        byte[] checkedBytes = [.. Encoding.ASCII.GetBytes(type), .. payload];
        return [.. Big32(payload.Length), .. checkedBytes, .. Big32(Checksum(checkedBytes))];
    }

    public static byte[] Header(long width, long height) => Chunk("IHDR", [.. Big32(width), .. Big32(height), 8, 6, 0, 0, 0]);

    public static byte[] File(long width, long height, params byte[][] chunksBeforePixels) =>
        [.. Signature, .. Header(width, height), .. chunksBeforePixels.SelectMany(chunk => chunk), .. Pixels, .. Pixels, .. End];

    public static byte[] Animated(int width, int height, int frames, int announced) =>
    [
        .. Signature, .. Header(width, height), .. Chunk("acTL", [.. Big32(announced), .. Big32(0)]),
        .. Enumerable.Range(0, frames).SelectMany(frame => (byte[])
        [
            .. Chunk("fcTL", [.. Noise(20, frame), .. Big16(3), .. Big16(frame * 100), 0, 0]),
            .. frame == 0 ? Pixels : Chunk("fdAT", Noise(50, frame)),
        ]),
        .. End,
    ];

    public static byte[] Photo(int width, int height, int orientation) =>
    [
        .. Signature, .. Header(width, height), .. Profile, .. Chunk("pHYs", Noise(9, 3)), .. Chunk("eXIf", ExifSample.Block(orientation)),
        .. Chunk("tEXt", [.. "Author\0"u8, .. ExifSample.Secret]),
        .. Chunk("zTXt", [.. "Raw profile type iptc\0\0"u8, .. ExifSample.Secret]),
        .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. ExifSample.Secret]), .. Chunk("PLTE", Noise(12, 4)), .. Pixels, .. Pixels,
        .. Chunk("tIME", Noise(7, 5)), .. Chunk("prVt", ExifSample.Secret), .. End,
    ];

    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
