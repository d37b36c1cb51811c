using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The content of the first chunk of a WebP: the dimensions and, in the extended format, flags that tell which other chunks exist.</summary>
internal readonly record struct WebPPicture(int Width, int Height, byte Flags)
{
    public const byte AnimationFlag = 0x02;
    public const byte XmpFlag = 0x04;
    public const byte ExifFlag = 0x08;

    private const int LossyHeaderLength = 10;
    private const int LosslessHeaderLength = 5;
    private const int ExtendedHeaderLength = 10;

    public bool IsAnimated => (Flags & AnimationFlag) != 0;

    public bool HasExif => (Flags & ExifFlag) != 0;

    public static async ValueTask<WebPPicture> ReadAsync(ByteWindow window, WebPChunk chunk, CancellationToken cancellationToken)
    {
        var length = chunk.Type switch
        {
            WebPChunk.Lossy => LossyHeaderLength,
            WebPChunk.Lossless => LosslessHeaderLength,
            WebPChunk.Extended => ExtendedHeaderLength,
            _ => throw window.MalformedException("the first chunk is not an image"),
        };
        if (chunk.PayloadLength < length)
        {
            throw window.MalformedException("the first chunk is too short");
        }

        await window.EnsureLoadedAsync(chunk.PayloadStart, length, cancellationToken).ConfigureAwait(false);
        var header = window.Read(chunk.PayloadStart, length);
        return chunk.Type switch
        {
            WebPChunk.Lossy => ReadLossy(window, header),
            WebPChunk.Lossless => ReadLossless(window, header),
            _ => new(1 + ReadUInt24(header[4..]), 1 + ReadUInt24(header[7..]), header[0]),
        };
    }

    private static WebPPicture ReadLossy(ByteWindow window, ReadOnlySpan<byte> header)
    {
        var isKeyFrame = (header[0] & 1) == 0 && header[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]);
        var width = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) & 0x3FFF;
        var height = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) & 0x3FFF;
        return isKeyFrame && width > 0 && height > 0 ? new(width, height, 0) : throw window.MalformedException("the frame header is invalid");
    }

    private static WebPPicture ReadLossless(ByteWindow window, ReadOnlySpan<byte> header)
    {
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(header[1..]);
        return header[0] == 0x2F && bits >> 29 == 0
            ? new(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), 0)
            : throw window.MalformedException("the frame header is invalid");
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
