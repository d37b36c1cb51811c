using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The header of a chunk of WebP's RIFF container.</summary>
internal readonly record struct WebPChunk(uint Type, long Start, uint PayloadLength)
{
    public const uint Lossy = 0x20385056; // "VP8 ", little-endian
    public const uint Lossless = 0x4C385056; // "VP8L"
    public const uint Extended = 0x58385056; // "VP8X"
    public const uint Alpha = 0x48504C41; // "ALPH"
    public const uint Animation = 0x4D494E41; // "ANIM"
    public const uint AnimationFrame = 0x464D4E41; // "ANMF"
    public const uint ColorProfile = 0x50434349; // "ICCP"
    public const uint Exif = 0x46495845; // "EXIF"
    public const uint Xmp = 0x20504D58; // "XMP "

    public const int HeaderLength = 8;

    public long PayloadStart => Start + HeaderLength;

    /// <summary>The end of the payload. A payload of odd length is followed by a padding byte, which is not included.</summary>
    public long End => PayloadStart + PayloadLength;

    /// <summary>The offset of the next chunk.</summary>
    public long NextOffset => End + (PayloadLength & 1);

    /// <summary>Reads the end of the container from its header.</summary>
    public static async ValueTask<long> ReadContainerEndAsync(ByteWindow window, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(0, WebPSignature.Length, cancellationToken).ConfigureAwait(false);
        var end = HeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(window.Read(4, 4));
        return end >= WebPSignature.Length + HeaderLength ? end : throw window.MalformedException("the container is too short for a picture");
    }

    public static async ValueTask<WebPChunk> ReadAsync(
        ByteWindow window, long offset, long containerEnd, CancellationToken cancellationToken)
    {
        if (containerEnd - offset < HeaderLength)
        {
            throw window.MalformedException("a chunk does not fit the container");
        }

        await window.EnsureLoadedAsync(offset, HeaderLength, cancellationToken).ConfigureAwait(false);
        var header = window.Read(offset, HeaderLength);
        var chunk = new WebPChunk(
            BinaryPrimitives.ReadUInt32LittleEndian(header), offset, BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
        return chunk.End <= containerEnd ? chunk : throw window.MalformedException("a chunk does not fit the container");
    }
}
