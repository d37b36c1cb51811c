namespace Unified.Media;

/// <summary>Walks the blocks of a GIF to its trailer and counts the pictures.</summary>
internal static class GifScan
{
    private const byte Picture = 0x2C;
    private const byte Extension = 0x21;
    private const byte Trailer = 0x3B;
    private const int PictureHeaderLength = 10;

    public static async ValueTask<ContentScan> ScanAsync(ContentFacts facts, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.OverAll(content, ContentFormat.Gif);
        await window.NeedAsync(0, GifHeader.Length, cancellationToken).ConfigureAwait(false);
        long offset = GifHeader.Length + GifHeader.ColourTableLength(window.Read(10, 1)[0]);
        var frames = 0;
        while (true)
        {
            await window.NeedAsync(offset, 1, cancellationToken).ConfigureAwait(false);
            switch (window.Read(offset, 1)[0])
            {
                case Picture:
                    frames = checked(frames + 1);
                    await window.NeedAsync(offset, PictureHeaderLength, cancellationToken).ConfigureAwait(false);
                    var colours = GifHeader.ColourTableLength(window.Read(offset + 9, 1)[0]);
                    offset = await SkipBlocksAsync(window, offset + PictureHeaderLength + colours + 1, cancellationToken).ConfigureAwait(false);
                    break;
                case Extension:
                    offset = await SkipBlocksAsync(window, offset + 2, cancellationToken).ConfigureAwait(false);
                    break;
                case Trailer:
                    return frames > 0
                        ? StripPlan.Unchanged(facts with { Frames = frames }, offset + 1, window.Length)
                        : throw window.Malformed("it has no picture");
                default:
                    throw window.Malformed("a block is of an unknown kind");
            }
        }
    }

    /// <summary>The offset after the empty block that ends a row of blocks of up to 255 bytes.</summary>
    private static async ValueTask<long> SkipBlocksAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            await window.NeedAsync(offset, 1, cancellationToken).ConfigureAwait(false);
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
