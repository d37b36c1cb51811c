using System.Buffers.Binary;

namespace Unified.Media;

// The items of picture files: where their bytes are, and which of them are metadata.
internal sealed partial class IsoMediaScan
{
    private const int MaxExtents = 100_000;
    private const int MaxItemEntryLength = 512;

    /// <summary>No offset to the TIFF header, and then a TIFF structure without a single field.</summary>
    private static readonly ReadOnlyMemory<byte> EmptyExif = new byte[] { 0, 0, 0, 0, 0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0 };

    private static readonly ReadOnlyMemory<byte> EmptyXmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>"u8.ToArray();

    private readonly byte[] _taken = new byte[64];
    private readonly List<(long Start, long End)> _media = [];
    private readonly List<(long Offset, long Length, string What)> _metadata = [];

    private async ValueTask<int> ScanItemsAsync(BoxHeader meta, int visited, CancellationToken cancellationToken)
    {
        var (locations, entries, embedded) = (default(BoxHeader), default(BoxHeader), default(BoxHeader));
        var walk = BoxWalk.Inside(meta, await PrefixOfMetaAsync(meta, cancellationToken).ConfigureAwait(false), _window.Format);
        walk.Visited = visited;
        while (walk.MoveOn())
        {
            await _window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(_window.Read(walk.Position, walk.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Iloc:
                    locations = box;
                    break;
                case BoxType.Iinf:
                    entries = box;
                    break;
                case BoxType.Idat:
                    embedded = box;
                    _media.Add((box.Content, box.End));
                    break;
                case BoxType.Iprp:
                    walk.Enter(box);
                    break;
                default:
                    break;
            }
        }

        var kinds = new Dictionary<uint, string>();
        if (entries.Type != 0 && _edits is not null)
        {
            walk.Visited = await ReadKindsAsync(entries, kinds, walk.Visited, cancellationToken).ConfigureAwait(false);
        }

        if (locations.Type != 0)
        {
            await ScanLocationsAsync(locations, embedded, kinds, cancellationToken).ConfigureAwait(false);
        }

        return walk.Visited;
    }

    /// <summary>Which items are Exif or XMP.</summary>
    private async ValueTask<int> ReadKindsAsync(
        BoxHeader entries, Dictionary<uint, string> kinds, int visited, CancellationToken cancellationToken)
    {
        await entries.EnsureAsync(_window, FullBox + 2, cancellationToken).ConfigureAwait(false);
        var walk = BoxWalk.Inside(entries, _window.Read(entries.Content, 1)[0] == 0 ? FullBox + 2 : FullBox + 4, _window.Format);
        walk.Visited = visited;
        while (walk.MoveOn())
        {
            await _window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(_window.Read(walk.Position, walk.HeaderLength));
            if (box.Type == BoxType.Infe)
            {
                var length = (int)Math.Min(box.ContentLength, MaxItemEntryLength);
                await _window.EnsureAsync(box.Content, length, cancellationToken).ConfigureAwait(false);
                NoteKind(_window.Read(box.Content, length), kinds);
            }
        }

        return walk.Visited;
    }

    private static void NoteKind(ReadOnlySpan<byte> entry, Dictionary<uint, string> kinds)
    {
        // Before version 2 items had no types, and Exif and XMP were not items.
        var idLength = !entry.IsEmpty && entry[0] == 2 ? 2 : 4;
        if (entry.Length < FullBox + idLength + 6 || entry[0] < 2)
        {
            return;
        }

        var id = idLength == 2 ? BinaryPrimitives.ReadUInt16BigEndian(entry[4..]) : BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
        switch (BinaryPrimitives.ReadUInt32BigEndian(entry[(FullBox + idLength + 2)..]))
        {
            case BoxType.Exif:
                kinds[id] = "exif";
                break;
            case BoxType.Mime when entry[(FullBox + idLength + 6)..].IndexOf("application/rdf+xml"u8) >= 0:
                kinds[id] = "xmp";
                break;
            default:
                break;
        }
    }

    private async ValueTask ScanLocationsAsync(
        BoxHeader box, BoxHeader embedded, Dictionary<uint, string> kinds, CancellationToken cancellationToken)
    {
        await box.EnsureAsync(_window, FullBox + 4, cancellationToken).ConfigureAwait(false);
        if (!HeifItemLocationLayout.TryRead(_window.Read(box.Content, FullBox + 2), out var layout))
        {
            throw _window.Malformed("its item locations have an unknown layout");
        }

        await box.EnsureAsync(_window, layout.FirstItem, cancellationToken).ConfigureAwait(false);
        var items = layout.ReadCount(_window.Read(box.Content, layout.FirstItem));
        var (at, visitedExtents) = (box.Content + layout.FirstItem, 0);
        for (var item = 0u; item < items; item++)
        {
            var head = await TakeAsync(at, layout.ItemLength, box.End, cancellationToken).ConfigureAwait(false);
            var (id, source, origin, extents) = layout.ReadItem(head.Span);
            at += layout.ItemLength;
            for (var i = 0; i < extents; i++)
            {
                if (++visitedExtents > MaxExtents)
                {
                    throw _window.Malformed("too many item extents");
                }

                var extent = await TakeAsync(at, layout.ExtentLength, box.End, cancellationToken).ConfigureAwait(false);
                var (offset, length) = layout.ReadExtent(extent.Span);
                at += layout.ExtentLength;
                NoteExtent(source, origin, offset, length, embedded, kinds.GetValueOrDefault(id));
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> TakeAsync(long offset, int count, long end, CancellationToken cancellationToken)
    {
        if (count > end - offset)
        {
            throw _window.Malformed("its item locations do not fit into their box");
        }

        await _window.EnsureAsync(offset, count, cancellationToken).ConfigureAwait(false);
        _window.Read(offset, count).CopyTo(_taken);
        return _taken.AsMemory(0, count);
    }

    private void NoteExtent(int source, ulong origin, ulong offset, ulong length, BoxHeader embedded, string? what)
    {
        if (source is not (HeifItemLocationLayout.InFile or HeifItemLocationLayout.InItemData))
        {
            return;
        }

        if (offset > ulong.MaxValue - origin)
        {
            throw _window.Malformed("an item extent is out of range");
        }

        var start = origin + offset;
        if (source == HeifItemLocationLayout.InItemData)
        {
            if (start > (ulong)embedded.ContentLength || length > (ulong)embedded.ContentLength - start)
            {
                throw _window.Malformed("an item extent is out of range");
            }

            start += (ulong)embedded.Content;
        }

        Require(start, length);
        if (what is not null && length > 0)
        {
            _metadata.Add(((long)start, (long)length, what));
        }
    }

    /// <summary>Overwrites the metadata items, once it is known where the media data is: nothing outside of it is an item.</summary>
    private void EraseItems()
    {
        foreach (var (offset, length, what) in _metadata)
        {
            if (!_media.Exists(media => offset >= media.Start && offset + length <= media.End))
            {
                throw _window.Malformed("a metadata item is not in the media data");
            }

            var empty = what == "exif" ? EmptyExif : EmptyXmp;
            if (_edits is null || length < empty.Length)
            {
                _edits?.Zero(offset, length, what);
                continue;
            }

            _edits.Write(offset, empty, what);
            if (what == "exif")
            {
                _edits.Zero(offset + empty.Length, length - empty.Length, what);
            }
            else
            {
                _edits.Blank(offset + empty.Length, length - empty.Length, what);
            }
        }
    }
}
