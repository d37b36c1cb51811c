using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the blocks of a GIF to its trailer, and counts its frames and delays.</summary>
internal static class GifScan
{
    private const byte ImageDescriptor = 0x2C;
    private const byte Extension = 0x21;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte GraphicControlLength = 4;
    private const int ImageDescriptorLength = 10;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        await window.EnsureLoadedAsync(0, GifHeader.Length, cancellationToken).ConfigureAwait(false);
        long offset = GifHeader.Length + GifHeader.ColorTableLength(window.Read(10, 1)[0]);
        var animation = new AnimationTotals();
        var delay = TimeSpan.Zero;
        while (true)
        {
            await window.EnsureLoadedAsync(offset, 1, cancellationToken).ConfigureAwait(false);
            switch (window.Read(offset, 1)[0])
            {
                case ImageDescriptor:
                    animation.AddFrame(delay);
                    delay = TimeSpan.Zero;
                    await window.EnsureLoadedAsync(offset, ImageDescriptorLength, cancellationToken).ConfigureAwait(false);
                    var colors = GifHeader.ColorTableLength(window.Read(offset + 9, 1)[0]);
                    offset += ImageDescriptorLength + colors + 1;
                    break;
                case Extension:
                    delay = await ReadDelayAsync(window, offset, cancellationToken).ConfigureAwait(false) ?? delay;
                    offset += 2;
                    break;
                case Trailer:
                    return animation.Frames > 0
                        ? StripPlan.Unchanged(animation.ApplyTo(properties), offset + 1, window.Length)
                        : throw window.MalformedException("it has no picture");
                default:
                    throw window.MalformedException("a block has an unknown type");
            }

            offset = await SkipSubBlocksAsync(window, offset, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the delay of the next frame from a graphic control extension; null for another extension.</summary>
    private static async ValueTask<TimeSpan?> ReadDelayAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(offset, 3, cancellationToken).ConfigureAwait(false);
        if (!window.Read(offset + 1, 2).SequenceEqual((ReadOnlySpan<byte>)[GraphicControl, GraphicControlLength]))
        {
            return null;
        }

        await window.EnsureLoadedAsync(offset, 3 + GraphicControlLength, cancellationToken).ConfigureAwait(false);
        return TimeSpan.FromMilliseconds(10 * BinaryPrimitives.ReadUInt16LittleEndian(window.Read(offset + 4, 2)));
    }

    /// <summary>Returns the offset after the block terminator, which is the empty block at the end of a sequence of sub-blocks.</summary>
    private static async ValueTask<long> SkipSubBlocksAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            await window.EnsureLoadedAsync(offset, 1, cancellationToken).ConfigureAwait(false);
            offset += CountSubBlockBytes(window.ReadFrom(offset), out var hasTerminator);
            if (hasTerminator)
            {
                return offset;
            }
        }
    }

    private static int CountSubBlockBytes(ReadOnlySpan<byte> bytes, out bool hasTerminator)
    {
        var position = 0;
        while (position < bytes.Length)
        {
            var length = bytes[position];
            position += length + 1;
            if (length == 0)
            {
                hasTerminator = true;
                return position;
            }
        }

        hasTerminator = false;
        return position;
    }
}
