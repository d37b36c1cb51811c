using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Walks the blocks of a GIF to its trailer and adds up the pictures and delays.</summary>
internal static class GifScan
{
    private const byte Picture = 0x2C;
    private const byte Extension = 0x21;
    private const byte Trailer = 0x3B;
    private const byte PictureControl = 0xF9;
    private const byte PictureControlLength = 4;
    private const int PictureHeaderLength = 10;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, facts.Format);
        await window.EnsureAsync(0, GifHeader.Length, cancellationToken).ConfigureAwait(false);
        long offset = GifHeader.Length + GifHeader.ColourTableLength(window.Read(10, 1)[0]);
        var playback = new PlaybackInfo();
        var delay = TimeSpan.Zero;
        while (true)
        {
            await window.EnsureAsync(offset, 1, cancellationToken).ConfigureAwait(false);
            switch (window.Read(offset, 1)[0])
            {
                case Picture:
                    playback.Add(delay);
                    delay = TimeSpan.Zero;
                    await window.EnsureAsync(offset, PictureHeaderLength, cancellationToken).ConfigureAwait(false);
                    var colours = GifHeader.ColourTableLength(window.Read(offset + 9, 1)[0]);
                    offset += PictureHeaderLength + colours + 1;
                    break;
                case Extension:
                    delay = await ReadDelayAsync(window, offset, cancellationToken).ConfigureAwait(false) ?? delay;
                    offset += 2;
                    break;
                case Trailer:
                    return playback.Frames > 0
                        ? StripPlan.Unchanged(playback.Complete(facts), offset + 1, window.Length)
                        : throw window.Malformed("it has no picture");
                default:
                    throw window.Malformed("a block has an unknown type");
            }

            offset = await SkipBlocksAsync(window, offset, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the delay of the next picture; null for an extension without a delay.</summary>
    private static async ValueTask<TimeSpan?> ReadDelayAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        await window.EnsureAsync(offset, 3, cancellationToken).ConfigureAwait(false);
        if (!window.Read(offset + 1, 2).SequenceEqual((ReadOnlySpan<byte>)[PictureControl, PictureControlLength]))
        {
            return null;
        }

        await window.EnsureAsync(offset, 3 + PictureControlLength, cancellationToken).ConfigureAwait(false);
        return TimeSpan.FromMilliseconds(10 * BinaryPrimitives.ReadUInt16LittleEndian(window.Read(offset + 4, 2)));
    }

    /// <summary>Returns the offset after the empty block that ends a sequence of blocks of up to 255 bytes.</summary>
    private static async ValueTask<long> SkipBlocksAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            await window.EnsureAsync(offset, 1, cancellationToken).ConfigureAwait(false);
            offset += CountBlocks(window.ReadFrom(offset), out var isEnd);
            if (isEnd)
            {
                return offset;
            }
        }
    }

    private static int CountBlocks(ReadOnlySpan<byte> bytes, out bool isEnd)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes[at];
            at += length + 1;
            if (length == 0)
            {
                isEnd = true;
                return at;
            }
        }

        isEnd = false;
        return at;
    }
}
