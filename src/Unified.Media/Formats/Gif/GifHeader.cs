using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The logical screen of a GIF. How many frames there are only a walk can tell.</summary>
internal static class GifHeader
{
    /// <summary>Signature and logical screen descriptor.</summary>
    public const int Length = 13;

    public static async ValueTask<ContentFacts> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.OverHeader(content, format);
        await window.EnsureAsync(0, Length, cancellationToken).ConfigureAwait(false);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(window.Read(6, 2));
        int height = BinaryPrimitives.ReadUInt16LittleEndian(window.Read(8, 2));
        return width > 0 && height > 0
            ? new ContentFacts(window.Format) { Width = width, Height = height }
            : throw window.Malformed("its width or height is zero");
    }

    /// <summary>Length of the colour table whose presence and size are in a flags byte.</summary>
    public static int ColourTableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
