using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The position of a marker and of its segment, if it has one.</summary>
/// <param name="Marker">The byte after FF.</param>
/// <param name="Start">The offset of the first FF, including fill bytes.</param>
/// <param name="PayloadStart">The offset after the marker and, if it has a segment, after the length field.</param>
/// <param name="PayloadLength">The length of the payload; 0 for a marker without a segment.</param>
internal readonly record struct JpegSegment(byte Marker, long Start, long PayloadStart, int PayloadLength)
{
    public long End => PayloadStart + PayloadLength;

    /// <summary>Reads the marker at <paramref name="offset"/> and the length of its segment.</summary>
    public static async ValueTask<JpegSegment> ReadAsync(ByteWindow window, long offset, CancellationToken cancellationToken)
    {
        var position = offset;
        await window.EnsureLoadedAsync(position, 2, cancellationToken).ConfigureAwait(false);
        if (window.Read(position, 1)[0] != 0xFF)
        {
            throw window.MalformedException("a marker is missing between its segments");
        }

        position++;
        while (window.Read(position, 1)[0] == 0xFF)
        {
            position++;
            await window.EnsureLoadedAsync(position, 1, cancellationToken).ConfigureAwait(false);
        }

        var marker = window.Read(position, 1)[0];
        position++;
        if (marker == JpegMarker.EndOfImage)
        {
            return new(marker, offset, position, 0);
        }

        if (!JpegMarker.IsSegment(marker))
        {
            throw window.MalformedException("a marker is in the wrong place");
        }

        await window.EnsureLoadedAsync(position, 2, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt16BigEndian(window.Read(position, 2));
        return length >= 2
            ? new(marker, offset, position + 2, length - 2)
            : throw window.MalformedException("a segment is shorter than its length field");
    }
}
