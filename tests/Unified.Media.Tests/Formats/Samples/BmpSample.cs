using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>BMP files with the three common headers.</summary>
internal static class BmpSample
{
    public static byte[] Core(int width, int height)
    {
        var row = ((width * 24) + 31) / 32 * 4;
        return
        [
            .. FileHeader(26 + (row * height), 26), .. Little32(12), .. Little16(width), .. Little16(height), .. Little16(1),
            .. Little16(24), .. Noise(row * height, 1),
        ];
    }

    /// <summary>Creates a file with one bit per pixel and a length of 0, as some programs write it.</summary>
    public static byte[] Info(long width, long height, int depth = 24)
    {
        var pixels = Math.Abs(width) <= 64 && Math.Abs(height) <= 64 ? ((width * depth) + 31) / 32 * 4 * Math.Abs(height) : 16;
        return
        [
            .. FileHeader(depth == 1 ? 0 : 54 + pixels, 54), .. Little32(40), .. Little32(width), .. Little32(height), .. Little16(1),
            .. Little16(depth), .. new byte[24], .. Noise((int)pixels, 2),
        ];
    }

    /// <summary>Creates a run-length encoded file with a version 5 header and a colour profile after the pixels.</summary>
    public static byte[] Compressed(int width, int height, int pixels, int profile)
    {
        var offset = 14 + 124 + 1024;
        byte[] header =
        [
            .. Little32(124), .. Little32(width), .. Little32(height), .. Little16(1), .. Little16(8), .. Little32(1), .. Little32(pixels),
            .. new byte[32], .. Little32(0x4D424544), .. new byte[52], .. Little32(124 + 1024 + pixels), .. Little32(profile),
            .. Little32(0),
        ];
        return [.. FileHeader(0, offset), .. header, .. Noise(1024 + pixels + profile, 3)];
    }

    private static byte[] FileHeader(long length, int pixels) => [.. "BM"u8, .. Little32(length), 0, 0, 0, 0, .. Little32(pixels)];
}
