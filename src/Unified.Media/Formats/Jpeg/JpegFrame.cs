using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The dimensions in a JPEG frame header. A height of 0 means that a DNL segment has the height.</summary>
internal readonly record struct JpegFrame(int Width, int Height)
{
    private const int FixedLength = 6;
    private const int ComponentLength = 3;

    public static async ValueTask<JpegFrame> ReadAsync(ByteWindow window, JpegSegment segment, CancellationToken cancellationToken)
    {
        if (segment.PayloadLength < FixedLength)
        {
            throw window.MalformedException("the frame header is too short");
        }

        await window.EnsureLoadedAsync(segment.PayloadStart, FixedLength, cancellationToken).ConfigureAwait(false);
        return Read(window, segment);
    }

    private static JpegFrame Read(ByteWindow window, JpegSegment segment)
    {
        var header = window.Read(segment.PayloadStart, FixedLength);
        var width = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        var components = header[5];
        if (width == 0)
        {
            throw window.MalformedException("its width is zero");
        }

        if (components == 0 || segment.PayloadLength != FixedLength + (components * ComponentLength))
        {
            throw window.MalformedException("the frame header contradicts its length");
        }

        return new(width, BinaryPrimitives.ReadUInt16BigEndian(header[1..]));
    }
}
