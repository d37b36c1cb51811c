using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>GIF files. The compressed pixels are random bytes.</summary>
internal static class GifSample
{
    public static byte[] File(int width, int height, int frames, string version = "89a") =>
    [
        .. "GIF"u8, .. System.Text.Encoding.ASCII.GetBytes(version), .. Little16(width), .. Little16(height), 0x81, 0, 0, .. Noise(12, 1),
        0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        0x21, 0xFE, 5, .. "hello"u8, 0,
        .. Enumerable.Range(0, frames).SelectMany(frame => Frame(width, height, frame)),
        0x3B,
    ];

    /// <summary>Every second frame has its own colour table and no delay.</summary>
    private static byte[] Frame(int width, int height, int frame) =>
    [
        .. frame % 2 == 0 ? new byte[] { 0x21, 0xF9, 4, 0, 10, 0, 0, 0 } : [],
        0x2C, 0, 0, 0, 0, .. Little16(width), .. Little16(height), .. frame % 2 == 0 ? new byte[] { 0 } : [0x80, .. Noise(6, frame)],
        2, 30, .. Noise(30, frame), 5, .. Noise(5, frame), 0,
    ];
}
