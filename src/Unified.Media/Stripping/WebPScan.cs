namespace Unified.Media;

/// <summary>Walks the chunks of a WebP to the end of its container and counts the frames of an animation.</summary>
internal static class WebPScan
{
    private const int FrameHeaderLength = 16;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.OverAll(content, ContentFormat.WebP);
        var end = await WebPChunk.ReadContainerEndAsync(window, cancellationToken).ConfigureAwait(false);
        if (end > window.Length)
        {
            throw window.Truncated();
        }

        var chunk = await WebPChunk.ReadAsync(window, WebPChunk.SignatureLength, end, cancellationToken).ConfigureAwait(false);
        var picture = await WebPPicture.ReadAsync(window, chunk, cancellationToken).ConfigureAwait(false);
        var stripping = new WebPStripping(window, end, chunk, picture);
        var hasPicture = chunk.Type != WebPChunk.Extended;
        var frames = 0;
        while (chunk.Next < end)
        {
            chunk = await WebPChunk.ReadAsync(window, chunk.Next, end, cancellationToken).ConfigureAwait(false);
            switch (chunk.Type)
            {
                case WebPChunk.Extended:
                    throw window.Malformed("a chunk that must be the first comes later");
                case WebPChunk.Lossy or WebPChunk.Lossless:
                    hasPicture = true;
                    break;
                case WebPChunk.AnimationFrame:
                    frames = chunk.PayloadLength >= FrameHeaderLength
                        ? checked(frames + 1)
                        : throw window.Malformed("a frame of its animation is too short");
                    break;
            }

            await stripping.TakeAsync(chunk, cancellationToken).ConfigureAwait(false);
        }

        if (picture.IsAnimated ? frames == 0 : !hasPicture)
        {
            throw window.Malformed("it has no picture");
        }

        var found = stripping.Orientation.Facts(window.Format, picture.Width, picture.Height, picture.IsAnimated ? frames : 1);
        return strip ? stripping.ToScan(found) : StripPlan.Unchanged(found, end, window.Length);
    }
}
