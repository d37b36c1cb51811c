using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the segments and scans of a JPEG to its EOI marker.</summary>
internal static class JpegScan
{
    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var stripping = new JpegStripping(window);
        JpegFrame? frame = null;
        var lineCount = 0;
        var hasScan = false;
        long offset = JpegSignature.Bytes.Length - 1;
        stripping.Plan.Keep(0, offset);
        while (true)
        {
            var segment = await JpegSegment.ReadAsync(window, offset, cancellationToken).ConfigureAwait(false);
            if (segment.End > window.Length)
            {
                throw window.TruncatedException();
            }

            if (segment.Marker == JpegMarker.EndOfImage)
            {
                stripping.Plan.Keep(offset, segment.End);
                return hasScan
                    ? stripping.Plan.ToScan(AddHeight(window, properties, frame, lineCount), segment.End, window.Length)
                    : throw window.MalformedException("it has no picture");
            }

            offset = segment.End;
            if (segment.Marker == JpegMarker.StartOfScan)
            {
                hasScan = frame is not null ? true : throw window.MalformedException("a scan comes before the frame header");
                offset = await SkipEntropyCodedDataAsync(window, offset, cancellationToken).ConfigureAwait(false);
                stripping.Plan.Keep(segment.Start, offset);
                continue;
            }

            if (JpegMarker.IsStartOfFrame(segment.Marker))
            {
                frame = frame is null
                    ? await JpegFrame.ReadAsync(window, segment, cancellationToken).ConfigureAwait(false)
                    : throw window.MalformedException("it has two frame headers");
            }
            else if (segment.Marker == JpegMarker.NumberOfLines)
            {
                lineCount = await ReadLinesAsync(window, segment, cancellationToken).ConfigureAwait(false);
            }

            if (stripMetadata && JpegMetadata.CanHoldMetadata(segment.Marker))
            {
                await stripping.AddSegmentAsync(segment, canHaveOrientation: !hasScan, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                stripping.Plan.Keep(segment.Start, segment.End);
            }
        }
    }

    /// <summary>Returns the offset of the marker that ends the entropy-coded data. Stuffed FF bytes and restart markers do not end it.</summary>
    private static async ValueTask<long> SkipEntropyCodedDataAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            await window.EnsureLoadedAsync(offset, 2, cancellationToken).ConfigureAwait(false);
            offset += CountEntropyCodedBytes(window.ReadFrom(offset), out var endsAtMarker);
            if (endsAtMarker)
            {
                return offset;
            }
        }
    }

    private static int CountEntropyCodedBytes(ReadOnlySpan<byte> bytes, out bool endsAtMarker)
    {
        var position = 0;
        while (true)
        {
            var distance = bytes[position..].IndexOf((byte)0xFF);
            position = distance < 0 ? bytes.Length : position + distance;
            if (position >= bytes.Length - 1)
            {
                endsAtMarker = false;
                return position;
            }

            var marker = bytes[position + 1];
            if (marker != 0 && marker != 0xFF && !JpegMarker.IsRestart(marker))
            {
                endsAtMarker = true;
                return position;
            }

            // Any number of FF fill bytes can precede a marker or a stuffed byte, so continue at the second FF.
            position += marker == 0xFF ? 1 : 2;
        }
    }

    private static async ValueTask<int> ReadLinesAsync(ByteWindow window, JpegSegment segment, CancellationToken cancellationToken)
    {
        if (segment.PayloadLength != 2)
        {
            throw window.MalformedException("the segment with its height has a wrong length");
        }

        await window.EnsureLoadedAsync(segment.PayloadStart, 2, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt16BigEndian(window.Read(segment.PayloadStart, 2));
    }

    /// <summary>Adds the height from a DNL segment when the height in the frame header is zero.</summary>
    private static ContentProperties AddHeight(ByteWindow window, ContentProperties properties, JpegFrame? frame, int lineCount)
    {
        if (frame is not { Height: 0 })
        {
            return properties;
        }

        if (lineCount == 0)
        {
            throw window.MalformedException("its height is zero");
        }

        // The missing dimension is the width if the orientation swaps the dimensions.
        return properties.Width is null ? properties with { Width = lineCount } : properties with { Height = lineCount };
    }
}
