using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the chunks of a PNG to its end chunk, and counts the frames and delays of an animation.</summary>
internal static class PngScan
{
    private const int MaxPaletteLength = 256 * 3;
    private const int FrameControlLength = 26;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var (chunk, _, _) = await PngHeader.ReadHeaderAsync(window, cancellationToken).ConfigureAwait(false);
        var stripping = new PngStripping(window);
        stripping.Plan.Keep(0, chunk.NextOffset);
        int? declaredFrames = null;
        var animation = new AnimationTotals();
        var hasPixels = false;
        while (true)
        {
            chunk = await PngChunk.ReadAsync(window, chunk.NextOffset, cancellationToken).ConfigureAwait(false);
            if (chunk.NextOffset > window.Length)
            {
                throw window.TruncatedException();
            }

            switch (chunk.Type)
            {
                case PngChunk.Palette when chunk.PayloadLength <= MaxPaletteLength:
                    await chunk.VerifyAsync(window, cancellationToken).ConfigureAwait(false);
                    break;
                case PngChunk.Pixels:
                    hasPixels = true;
                    break;
                case PngChunk.AnimationControl when !hasPixels:
                    declaredFrames = await PngHeader.ReadFramesAsync(window, chunk, cancellationToken).ConfigureAwait(false);
                    break;
                case PngChunk.FrameControl:
                    animation.AddFrame(await ReadDelayAsync(window, chunk, cancellationToken).ConfigureAwait(false));
                    break;
                case PngChunk.End when hasPixels && chunk.PayloadLength == 0:
                    await chunk.VerifyAsync(window, cancellationToken).ConfigureAwait(false);
                    break;
                case var _ when chunk.IsCritical:
                    throw window.MalformedException("a critical chunk is unknown, misplaced or too long");
            }

            if (stripMetadata)
            {
                await stripping.AddChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                stripping.Plan.Keep(chunk.Start, chunk.NextOffset);
            }

            if (chunk.Type == PngChunk.End)
            {
                // A PNG without an animation control chunk is a still image.
                properties = declaredFrames is null ? properties : animation.ApplyTo(properties);
                return declaredFrames is null || declaredFrames == animation.Frames
                    ? stripping.Plan.ToScan(properties, chunk.NextOffset, window.Length)
                    : throw window.MalformedException("its animation has a different number of frames than declared");
            }
        }
    }

    private static async ValueTask<TimeSpan> ReadDelayAsync(ByteWindow window, PngChunk frame, CancellationToken cancellationToken)
    {
        if (frame.PayloadLength != FrameControlLength)
        {
            throw window.MalformedException("a frame control chunk has a wrong length");
        }

        await window.EnsureLoadedAsync(frame.PayloadStart, FrameControlLength, cancellationToken).ConfigureAwait(false);
        long numerator = BinaryPrimitives.ReadUInt16BigEndian(window.Read(frame.PayloadStart + 20, 2));
        int denominator = BinaryPrimitives.ReadUInt16BigEndian(window.Read(frame.PayloadStart + 22, 2));
        return TimeSpan.FromTicks(numerator * TimeSpan.TicksPerSecond / (denominator == 0 ? 100 : denominator));
    }
}
