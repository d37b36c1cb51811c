using System.Text;
using static Unified.Media.Tests.ByteOrder;

namespace Unified.Media.Tests;

/// <summary>WebP files. The compressed pixels are random bytes.</summary>
internal static class WebPSample
{
    public static readonly byte[] Profile = Chunk("ICCP", Noise(61, 4));

    public static byte[] Chunk(string type, byte[] payload) =>
        [.. Encoding.ASCII.GetBytes(type), .. Little32(payload.Length), .. payload, .. new byte[payload.Length & 1]];

    public static byte[] File(params byte[][] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(chunk => chunk)];
        return [.. "RIFF"u8, .. Little32(body.Length), .. body];
    }

    public static byte[] Lossy(int width, int height) =>
        Chunk("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, .. Little16(width), .. Little16(height), .. Noise(31, 7)]);

    public static byte[] Lossless(int width, int height) =>
        Chunk("VP8L", [0x2F, .. Little32((uint)(width - 1) | ((long)(height - 1) << 14)), .. Noise(30, 8)]);

    public static byte[] Extended(byte flags, int width, int height) =>
        Chunk("VP8X", [flags, 0, 0, 0, .. Little24(width - 1), .. Little24(height - 1)]);

    public static byte[] Animated(int width, int height, int frames) => File(
        Extended(0x02, width, height),
        Chunk("ANIM", new byte[6]),
        [.. Enumerable.Range(0, frames).SelectMany(frame => Frame(width, height, frame))]);

    private static byte[] Frame(int width, int height, int frame) =>
        Chunk("ANMF", [.. new byte[12], .. Little24(70_000), 0, .. Lossy(width, height), .. Noise(2 * frame, frame)]);

    public static byte[] Photo(int width, int height, int orientation) => File(
        Extended(0x2C, width, height),
        Profile,
        Lossy(width, height),
        Chunk("EXIF", ExifSample.Block(orientation)),
        Chunk("XMP ", ExifSample.Secret),
        Chunk("priv", ExifSample.Secret));
}
