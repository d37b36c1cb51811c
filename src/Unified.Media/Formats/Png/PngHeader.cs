using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the dimensions, orientation and number of frames of a PNG from the chunks before the pixels.</summary>
internal static class PngHeader
{
    private const int PayloadLength = 13;
    private const int AnimationControlLength = 8;

    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var (chunk, width, height) = await ReadHeaderAsync(window, cancellationToken).ConfigureAwait(false);
        var frames = 1;
        Orientation? orientation = null;
        while (true)
        {
            chunk = await PngChunk.ReadAsync(window, chunk.NextOffset, cancellationToken).ConfigureAwait(false);
            switch (chunk.Type)
            {
                case PngChunk.AnimationControl:
                    frames = await ReadFramesAsync(window, chunk, cancellationToken).ConfigureAwait(false);
                    break;
                case PngChunk.Exif when orientation is null:
                    var exif = await ExifBlock.ReadAsync(window, chunk.PayloadStart, chunk.PayloadLength, cancellationToken)
                        .ConfigureAwait(false);
                    orientation = exif.Orientation;
                    break;
                case PngChunk.Pixels:
                    return (orientation ?? Orientation.Upright).ToProperties(window.Format, width, height, frames);
                case PngChunk.End:
                    throw window.MalformedException("it has no picture");
            }
        }
    }

    /// <summary>Reads the first chunk, which must be a header with a valid checksum.</summary>
    public static async ValueTask<(PngChunk Chunk, int Width, int Height)> ReadHeaderAsync(
        ByteWindow window, CancellationToken cancellationToken)
    {
        var chunk = await PngChunk.ReadAsync(window, PngSignature.Bytes.Length, cancellationToken).ConfigureAwait(false);
        if (chunk.Type != PngChunk.Header || chunk.PayloadLength != PayloadLength)
        {
            throw window.MalformedException("the first chunk is not the header");
        }

        await chunk.VerifyAsync(window, cancellationToken).ConfigureAwait(false);
        var width = BinaryPrimitives.ReadUInt32BigEndian(window.Read(chunk.PayloadStart, 4));
        var height = BinaryPrimitives.ReadUInt32BigEndian(window.Read(chunk.PayloadStart + 4, 4));
        return width is 0 or > int.MaxValue || height is 0 or > int.MaxValue
            ? throw window.MalformedException("its width or height is not between 1 and 2147483647")
            : (chunk, (int)width, (int)height);
    }

    /// <summary>Reads the number of frames from the animation control chunk.</summary>
    public static async ValueTask<int> ReadFramesAsync(ByteWindow window, PngChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.PayloadLength != AnimationControlLength)
        {
            throw window.MalformedException("the animation control chunk has a wrong length");
        }

        await window.EnsureLoadedAsync(chunk.PayloadStart, 4, cancellationToken).ConfigureAwait(false);
        var frames = BinaryPrimitives.ReadUInt32BigEndian(window.Read(chunk.PayloadStart, 4));
        return frames is 0 or > int.MaxValue ? throw window.MalformedException("its animation has no frames") : (int)frames;
    }
}
