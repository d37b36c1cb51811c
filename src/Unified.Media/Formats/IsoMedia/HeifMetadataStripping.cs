namespace Unified.Media;

/// <summary>
/// Overwrites the EXIF and XMP items of AVIF, HEIC and HEIF files with empty items of the same length, so that sizes and offsets do not change.
/// </summary>
internal sealed class HeifMetadataStripping(ByteWindow window, InPlaceEdits edits)
{
    /// <summary>An offset of zero to the TIFF header, and a TIFF structure without fields.</summary>
    private static readonly ReadOnlyMemory<byte> EmptyExif = new byte[] { 0, 0, 0, 0, 0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0 };

    private static readonly ReadOnlyMemory<byte> EmptyXmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>"u8.ToArray();

    private readonly List<(long Start, long End)> _mediaRanges = [];
    private readonly List<(long Offset, long Length, HeifMetadataKind Kind)> _items = [];

    /// <summary>Adds a box that holds media data.</summary>
    public void AddMediaData(BoxHeader box) => _mediaRanges.Add((box.ContentStart, box.End));

    /// <summary>Adds the bytes of a metadata item.</summary>
    public void AddItem(ulong offset, ulong length, HeifMetadataKind kind)
    {
        if (length > 0)
        {
            _items.Add(((long)offset, (long)length, kind));
        }
    }

    /// <summary>Overwrites the items. The caller must have added all media data boxes before, because items must lie inside them.</summary>
    public void Strip()
    {
        foreach (var (offset, length, kind) in _items)
        {
            if (!_mediaRanges.Exists(range => offset >= range.Start && offset + length <= range.End))
            {
                throw window.MalformedException("a metadata item is not in the media data");
            }

            var (empty, name) = kind == HeifMetadataKind.Exif ? (EmptyExif, "exif") : (EmptyXmp, "xmp");
            if (length < empty.Length)
            {
                edits.FillWithZeros(offset, length, name);
                continue;
            }

            edits.Write(offset, empty, name);
            if (kind == HeifMetadataKind.Exif)
            {
                edits.FillWithZeros(offset + empty.Length, length - empty.Length, name);
            }
            else
            {
                edits.FillWithSpaces(offset + empty.Length, length - empty.Length, name);
            }
        }
    }
}
