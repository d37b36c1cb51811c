using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Reads the size of the logical screen of a GIF. Only a scan of the whole content can count its frames.</summary>
internal static class GifHeader
{
    /// <summary>The length of the signature and the logical screen descriptor.</summary>
    public const int Length = 13;

    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        await window.EnsureLoadedAsync(0, Length, cancellationToken).ConfigureAwait(false);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(window.Read(6, 2));
        int height = BinaryPrimitives.ReadUInt16LittleEndian(window.Read(8, 2));
        return width > 0 && height > 0
            ? new ContentProperties(window.Format) { Width = width, Height = height }
            : throw window.MalformedException("its width or height is zero");
    }

    /// <summary>Returns the length of the color table according to the packed fields of a descriptor; 0 without a table.</summary>
    public static int ColorTableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
