using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the segments and scans of a JPEG to its EOI marker.</summary>
internal static class JpegScan
{
    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, facts.Format);
        var stripping = new JpegStripping(window);
        JpegFrame? frame = null;
        var lines = 0;
        var hasScan = false;
        long offset = JpegSignature.Bytes.Length - 1;
        stripping.Plan.Keep(0, offset);
        while (true)
        {
            var segment = await JpegSegment.ReadAsync(window, offset, cancellationToken).ConfigureAwait(false);
            if (segment.End > window.Length)
            {
                throw window.Truncated();
            }

            if (segment.Marker == JpegMarker.EndOfImage)
            {
                stripping.Plan.Keep(offset, segment.End);
                return hasScan
                    ? stripping.Plan.ToScan(Complete(window, facts, frame, lines), segment.End, window.Length)
                    : throw window.Malformed("it has no picture");
            }

            offset = segment.End;
            if (segment.Marker == JpegMarker.StartOfScan)
            {
                hasScan = frame is not null ? true : throw window.Malformed("a scan comes before the frame header");
                offset = await SkipEntropyCodedDataAsync(window, offset, cancellationToken).ConfigureAwait(false);
                stripping.Plan.Keep(segment.Start, offset);
                continue;
            }

            if (JpegMarker.IsStartOfFrame(segment.Marker))
            {
                frame = frame is null
                    ? await JpegFrame.ReadAsync(window, segment, cancellationToken).ConfigureAwait(false)
                    : throw window.Malformed("it has two frame headers");
            }
            else if (segment.Marker == JpegMarker.NumberOfLines)
            {
                lines = await ReadLinesAsync(window, segment, cancellationToken).ConfigureAwait(false);
            }

            if (strip && JpegMetadata.CanHoldMetadata(segment.Marker))
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
            await window.EnsureAsync(offset, 2, cancellationToken).ConfigureAwait(false);
            var skipped = CountEntropyCodedBytes(window.ReadFrom(offset), out var endsAtMarker);
            offset += skipped;
            if (endsAtMarker)
            {
                return offset;
            }
        }
    }

    private static int CountEntropyCodedBytes(ReadOnlySpan<byte> bytes, out bool endsAtMarker)
    {
        var at = 0;
        while (true)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            at = next < 0 ? bytes.Length : at + next;
            if (at >= bytes.Length - 1)
            {
                endsAtMarker = false;
                return at;
            }

            var marker = bytes[at + 1];
            if (marker != 0 && marker != 0xFF && !JpegMarker.IsRestart(marker))
            {
                endsAtMarker = true;
                return at;
            }

            // Any number of FF fill bytes can precede a marker or a stuffed byte, so continue at the second FF.
            at += marker == 0xFF ? 1 : 2;
        }
    }

    private static async ValueTask<int> ReadLinesAsync(ByteWindow window, JpegSegment segment, CancellationToken cancellationToken)
    {
        if (segment.PayloadLength != 2)
        {
            throw window.Malformed("the segment with its height has a wrong length");
        }

        await window.EnsureAsync(segment.PayloadStart, 2, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt16BigEndian(window.Read(segment.PayloadStart, 2));
    }

    /// <summary>Adds the height of a DNL segment when the frame header has none.</summary>
    private static ContentFacts Complete(ByteWindow window, ContentFacts facts, JpegFrame? frame, int lines)
    {
        if (frame is not { Height: 0 })
        {
            return facts;
        }

        if (lines == 0)
        {
            throw window.Malformed("its height is zero");
        }

        // The missing dimension is the width if the orientation swaps the dimensions.
        return facts.Width is null ? facts with { Width = lines } : facts with { Height = lines };
    }
}
