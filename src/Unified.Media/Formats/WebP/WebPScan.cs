namespace Unified.Media;

/// <summary>Reads the chunks of a WebP to the end of its container, and counts the frames and delays of an animation.</summary>
internal static class WebPScan
{
    private const int FrameHeaderLength = 16;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var end = await WebPChunk.ReadContainerEndAsync(window, cancellationToken).ConfigureAwait(false);
        if (end > window.Length)
        {
            throw window.TruncatedException();
        }

        var chunk = await WebPChunk.ReadAsync(window, WebPSignature.Length, end, cancellationToken).ConfigureAwait(false);
        var picture = await WebPPicture.ReadAsync(window, chunk, cancellationToken).ConfigureAwait(false);
        var stripping = new WebPStripping(window, end, chunk, picture);
        var hasPicture = chunk.Type != WebPChunk.Extended;
        var animation = new AnimationTotals();
        while (chunk.NextOffset < end)
        {
            chunk = await WebPChunk.ReadAsync(window, chunk.NextOffset, end, cancellationToken).ConfigureAwait(false);
            switch (chunk.Type)
            {
                case WebPChunk.Extended:
                    throw window.MalformedException("a chunk that must be the first is in another place");
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
            throw window.MalformedException("it has no picture");
        }

        var scannedProperties = stripping.Orientation.ToProperties(window.Format, picture.Width, picture.Height, frames: 1);
        scannedProperties = picture.IsAnimated ? animation.ApplyTo(scannedProperties) : scannedProperties;
        return stripMetadata ? stripping.ToScan(scannedProperties) : StripPlan.Unchanged(scannedProperties, end, window.Length);
    }

    private static async ValueTask<TimeSpan> ReadDelayAsync(ByteWindow window, WebPChunk frame, CancellationToken cancellationToken)
    {
        if (frame.PayloadLength < FrameHeaderLength)
        {
            throw window.MalformedException("a frame of its animation is too short");
        }

        await window.EnsureLoadedAsync(frame.PayloadStart, FrameHeaderLength, cancellationToken).ConfigureAwait(false);
        var delay = window.Read(frame.PayloadStart + 12, 3);
        return TimeSpan.FromMilliseconds(delay[0] | (delay[1] << 8) | (delay[2] << 16));
    }
}
