using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The EXIF and XMP items of a file, read from its item information box.</summary>
internal sealed class HeifMetadataItems
{
    private const int CountLength = 2;
    private const int MaxEntryLength = 512;

    private readonly Dictionary<uint, HeifMetadataKind> _kinds = [];

    /// <summary>Returns the kind of metadata that an item holds; null for other items.</summary>
    public HeifMetadataKind? FindKind(uint item) => _kinds.TryGetValue(item, out var kind) ? kind : null;

    /// <summary>Reads the entries of the item information box.</summary>
    /// <returns>The number of boxes read so far, including <paramref name="boxesRead"/>.</returns>
    public async ValueTask<int> ReadAsync(ByteWindow window, BoxHeader iinf, int boxesRead, CancellationToken cancellationToken)
    {
        await iinf.EnsureLoadedAsync(window, BoxHeader.VersionAndFlagsLength + CountLength, cancellationToken).ConfigureAwait(false);
        var isShort = window.Read(iinf.ContentStart, 1)[0] == 0;
        var reader = BoxReader.Inside(iinf, BoxHeader.VersionAndFlagsLength + (isShort ? CountLength : 2 * CountLength), window.Format);
        reader.BoxesRead = boxesRead;
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            if (box.Type == BoxType.Infe)
            {
                var length = (int)Math.Min(box.ContentLength, MaxEntryLength);
                await window.EnsureLoadedAsync(box.ContentStart, length, cancellationToken).ConfigureAwait(false);
                Add(window.Read(box.ContentStart, length));
            }
        }

        return reader.BoxesRead;
    }

    private void Add(ReadOnlySpan<byte> entry)
    {
        // Before version 2, items had no types, and EXIF and XMP were not items.
        var idLength = !entry.IsEmpty && entry[0] == 2 ? 2 : 4;
        var typeOffset = BoxHeader.VersionAndFlagsLength + idLength + 2;
        if (entry.Length < typeOffset + 4 || entry[0] < 2)
        {
            return;
        }

        var id = (uint)BigEndian.ReadUnsigned(entry.Slice(BoxHeader.VersionAndFlagsLength, idLength));
        switch (BinaryPrimitives.ReadUInt32BigEndian(entry[typeOffset..]))
        {
            case BoxType.Exif:
                _kinds[id] = HeifMetadataKind.Exif;
                break;
            case BoxType.Mime when entry[(typeOffset + 4)..].IndexOf("application/rdf+xml"u8) >= 0:
                _kinds[id] = HeifMetadataKind.Xmp;
                break;
            default:
                break;
        }
    }
}
