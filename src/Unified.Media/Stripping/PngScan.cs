namespace Unified.Media;

/// <summary>Walks the chunks of a PNG to its end chunk and counts the frames of an animation.</summary>
internal static class PngScan
{
    private const int LongestPalette = 256 * 3;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.OverAll(content, ContentFormat.Png);
        var (chunk, _, _) = await PngHeader.ReadHeaderAsync(window, cancellationToken).ConfigureAwait(false);
        var stripping = new PngStripping(window);
        stripping.Plan.Keep(0, chunk.Next);
        int? announcedFrames = null;
        var frames = 0;
        var hasPixels = false;
        while (true)
        {
            chunk = await PngChunk.ReadAsync(window, chunk.Next, cancellationToken).ConfigureAwait(false);
            if (chunk.Next > window.Length)
            {
                throw window.Truncated();
            }

            switch (chunk.Type)
            {
                case PngChunk.Palette when chunk.PayloadLength <= LongestPalette:
                    await chunk.VerifyAsync(window, cancellationToken).ConfigureAwait(false);
                    break;
                case PngChunk.Pixels:
                    hasPixels = true;
                    break;
                case PngChunk.AnimationControl when !hasPixels:
                    announcedFrames = await PngHeader.ReadFramesAsync(window, chunk, cancellationToken).ConfigureAwait(false);
                    break;
                case PngChunk.FrameControl:
                    frames++;
                    break;
                case PngChunk.End when hasPixels && chunk.PayloadLength == 0:
                    await chunk.VerifyAsync(window, cancellationToken).ConfigureAwait(false);
                    break;
                case var _ when chunk.IsCritical:
                    throw window.Malformed("a critical chunk is unknown, misplaced or too long");
            }

            if (strip)
            {
                await stripping.TakeAsync(chunk, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                stripping.Plan.Keep(chunk.Start, chunk.Next);
            }

            if (chunk.Type == PngChunk.End)
            {
                return announcedFrames is null || announcedFrames == frames
                    ? stripping.Plan.ToScan(facts with { Frames = announcedFrames ?? 1 }, chunk.Next, window.Length)
                    : throw window.Malformed("its animation has another number of frames than it says");
            }
        }
    }
}
