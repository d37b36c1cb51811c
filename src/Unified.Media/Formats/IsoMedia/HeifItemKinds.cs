using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The items of a metadata box that are metadata themselves, according to the item information box.</summary>
internal sealed class HeifItemKinds
{
    private const int CountLength = 2;
    private const int MaxEntryLength = 512;

    private readonly Dictionary<uint, HeifMetadataKind> _kinds = [];

    /// <summary>Returns the kind of metadata of an item; null for other items.</summary>
    public HeifMetadataKind? Find(uint item) => _kinds.TryGetValue(item, out var kind) ? kind : null;

    /// <summary>Reads the entries of the item information box.</summary>
    /// <returns>The number of visited boxes, added to <paramref name="visited"/>.</returns>
    public async ValueTask<int> ReadAsync(ByteWindow window, BoxHeader iinf, int visited, CancellationToken cancellationToken)
    {
        await iinf.EnsureAsync(window, BoxHeader.VersionAndFlagsLength + CountLength, cancellationToken).ConfigureAwait(false);
        var isShort = window.Read(iinf.Content, 1)[0] == 0;
        var walk = BoxWalk.Inside(iinf, BoxHeader.VersionAndFlagsLength + (isShort ? CountLength : 2 * CountLength), window.Format);
        walk.Visited = visited;
        while (walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            if (box.Type == BoxType.Infe)
            {
                var length = (int)Math.Min(box.ContentLength, MaxEntryLength);
                await window.EnsureAsync(box.Content, length, cancellationToken).ConfigureAwait(false);
                Add(window.Read(box.Content, length));
            }
        }

        return walk.Visited;
    }

    private void Add(ReadOnlySpan<byte> entry)
    {
        // Before version 2, items had no types, and EXIF and XMP were not items.
        var idLength = !entry.IsEmpty && entry[0] == 2 ? 2 : 4;
        var type = BoxHeader.VersionAndFlagsLength + idLength + 2;
        if (entry.Length < type + 4 || entry[0] < 2)
        {
            return;
        }

        var id = (uint)BigEndian.ReadUnsigned(entry.Slice(BoxHeader.VersionAndFlagsLength, idLength));
        switch (BinaryPrimitives.ReadUInt32BigEndian(entry[type..]))
        {
            case BoxType.Exif:
                _kinds[id] = HeifMetadataKind.Exif;
                break;
            case BoxType.Mime when entry[(type + 4)..].IndexOf("application/rdf+xml"u8) >= 0:
                _kinds[id] = HeifMetadataKind.Xmp;
                break;
            default:
                break;
        }
    }
}
