using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>A marker and, when it has one, its segment.</summary>
/// <param name="Marker">The byte after FF.</param>
/// <param name="Start">Offset of the first FF, fill bytes included.</param>
/// <param name="Payload">Offset after the marker and, for segments, after the length.</param>
/// <param name="PayloadLength">0 for markers without a segment.</param>
internal readonly record struct JpegSegment(byte Marker, long Start, long Payload, int PayloadLength)
{
    public long End => Payload + PayloadLength;

    /// <summary>Reads the marker at <paramref name="offset"/>, and the length of its segment but not the segment.</summary>
    public static async ValueTask<JpegSegment> ReadAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        var at = offset;
        await window.EnsureAsync(at, 2, cancellationToken).ConfigureAwait(false);
        if (window.Read(at, 1)[0] != 0xFF)
        {
            throw window.Malformed("a marker is missing between its segments");
        }

        at++;
        while (window.Read(at, 1)[0] == 0xFF)
        {
            at++;
            await window.EnsureAsync(at, 1, cancellationToken).ConfigureAwait(false);
        }

        var marker = window.Read(at, 1)[0];
        at++;
        if (marker == JpegMarker.EndOfImage)
        {
            return new(marker, offset, at, 0);
        }

        if (!JpegMarker.IsSegment(marker))
        {
            throw window.Malformed("a marker is where none may be");
        }

        await window.EnsureAsync(at, 2, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt16BigEndian(window.Read(at, 2));
        return length >= 2 ? new(marker, offset, at + 2, length - 2) : throw window.Malformed("a segment is shorter than its length field");
    }
}
