namespace Unified.Media;

/// <summary>Reads the chunks of a WebP to the end of its container, and counts the frames and delays of an animation.</summary>
internal static class WebPScan
{
    private const int FrameHeaderLength = 16;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, facts.Format);
        var end = await WebPChunk.ReadContainerEndAsync(window, cancellationToken).ConfigureAwait(false);
        if (end > window.Length)
        {
            throw window.Truncated();
        }

        var chunk = await WebPChunk.ReadAsync(window, WebPSignature.Length, end, cancellationToken).ConfigureAwait(false);
        var picture = await WebPPicture.ReadAsync(window, chunk, cancellationToken).ConfigureAwait(false);
        var stripping = new WebPStripping(window, end, chunk, picture);
        var hasPicture = chunk.Type != WebPChunk.Extended;
        var animation = new AnimationTotals();
        while (chunk.Next < end)
        {
            chunk = await WebPChunk.ReadAsync(window, chunk.Next, end, cancellationToken).ConfigureAwait(false);
            switch (chunk.Type)
            {
                case WebPChunk.Extended:
                    throw window.Malformed("a chunk that must be the first is in another place");
                case WebPChunk.Lossy or WebPChunk.Lossless:
                    hasPicture = true;
                    break;
                case WebPChunk.AnimationFrame:
                    animation.AddFrame(await ReadDelayAsync(window, chunk, cancellationToken).ConfigureAwait(false));
                    break;
            }

            await stripping.AddChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
        }

        if (picture.IsAnimated ? animation.Frames == 0 : !hasPicture)
        {
            throw window.Malformed("it has no picture");
        }

        var found = stripping.Orientation.ToFacts(window.Format, picture.Width, picture.Height, frames: 1);
        found = picture.IsAnimated ? animation.ApplyTo(found) : found;
        return strip ? stripping.ToScan(found) : StripPlan.Unchanged(found, end, window.Length);
    }

    private static async ValueTask<TimeSpan> ReadDelayAsync(ByteWindow window, WebPChunk frame, CancellationToken cancellationToken)
    {
        if (frame.PayloadLength < FrameHeaderLength)
        {
            throw window.Malformed("a frame of its animation is too short");
        }

        await window.EnsureAsync(frame.PayloadStart, FrameHeaderLength, cancellationToken).ConfigureAwait(false);
        var delay = window.Read(frame.PayloadStart + 12, 3);
        return TimeSpan.FromMilliseconds(delay[0] | (delay[1] << 8) | (delay[2] << 16));
    }
}
