using System.Buffers.Binary;

namespace Unified.Media;

// What movies say about where they were recorded, and their XMP.
internal sealed partial class IsoMediaScan
{
    private const int UuidLength = 16;
    private const int MaxKeys = 1_024;
    private const int ValueHeader = 8;

    private static ReadOnlySpan<byte> XmpUuid =>
        [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    private async ValueTask ScanLeafAsync(uint container, BoxHeader box, CancellationToken cancellationToken)
    {
        if (_edits is null)
        {
            return;
        }

        switch (box.Type)
        {
            case BoxType.Xyz or BoxType.Loci when container == BoxType.Udta:
            case BoxType.Gps when container is BoxType.Moov or BoxType.Udta:
                _edits.Free(box, "location");
                break;
            case BoxType.Xmp when container == BoxType.Udta:
                _edits.Free(box, "xmp");
                break;
            case BoxType.Uuid when box.ContentLength >= UuidLength:
                await _window.EnsureAsync(box.Content, UuidLength, cancellationToken).ConfigureAwait(false);
                if (_window.Read(box.Content, UuidLength).SequenceEqual(XmpUuid))
                {
                    _edits.Free(box, "xmp");
                }

                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Tags are a list of values whose types are four characters, or numbers into a list of keys that stands before them.
    /// </summary>
    private async ValueTask<int> ScanTagsAsync(BoxHeader meta, int visited, CancellationToken cancellationToken)
    {
        if (_edits is null)
        {
            return visited;
        }

        var (keys, values) = (default(BoxHeader), default(BoxHeader));
        var walk = BoxWalk.Inside(meta, await PrefixOfMetaAsync(meta, cancellationToken).ConfigureAwait(false), _window.Format);
        walk.Visited = visited;
        while (walk.MoveOn())
        {
            await _window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(_window.Read(walk.Position, walk.HeaderLength));
            keys = box.Type == BoxType.Keys ? box : keys;
            values = box.Type == BoxType.Ilst ? box : values;
        }

        if (values.Type == 0)
        {
            return walk.Visited;
        }

        var places = keys.Type == 0 ? [] : await ReadPlaceKeysAsync(keys, cancellationToken).ConfigureAwait(false);
        return await EraseValuesAsync(_edits, values, places, walk.Visited, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>QuickTime's box has no version and flags; ISO's has.</summary>
    private async ValueTask<int> PrefixOfMetaAsync(BoxHeader meta, CancellationToken cancellationToken)
    {
        if (meta.ContentLength < 8)
        {
            return FullBox;
        }

        await _window.EnsureAsync(meta.Content, 8, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt32BigEndian(_window.Read(meta.Content + 4, 4)) == BoxType.Hdlr ? 0 : FullBox;
    }

    /// <summary>The numbers, from 1, of the keys that name a place.</summary>
    private async ValueTask<HashSet<uint>> ReadPlaceKeysAsync(BoxHeader keys, CancellationToken cancellationToken)
    {
        var places = new HashSet<uint>();
        var number = 0u;
        for (var at = keys.Content + FullBox + 4; keys.End - at >= ValueHeader && number < MaxKeys;)
        {
            await _window.EnsureAsync(at, ValueHeader, cancellationToken).ConfigureAwait(false);
            var size = BinaryPrimitives.ReadUInt32BigEndian(_window.Read(at, 4));
            if (size < ValueHeader || size > keys.End - at)
            {
                throw _window.Malformed("a metadata key does not fit into its box");
            }

            number++;
            var length = (int)Math.Min(size - ValueHeader, LocationTagName.MaxLength);
            await _window.EnsureAsync(at + ValueHeader, length, cancellationToken).ConfigureAwait(false);
            if (LocationTagName.Matches(_window.Read(at + ValueHeader, length)))
            {
                places.Add(number);
            }

            at += size;
        }

        return places;
    }

    private async ValueTask<int> EraseValuesAsync(
        InPlaceEdits edits, BoxHeader values, HashSet<uint> places, int visited, CancellationToken cancellationToken)
    {
        var walk = BoxWalk.Inside(values, 0, _window.Format);
        walk.Visited = visited;
        while (walk.MoveOn())
        {
            await _window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(_window.Read(walk.Position, walk.HeaderLength));
            if (box.Type == BoxType.Xyz)
            {
                edits.Free(box, "location");
            }
            else if (places.Contains(box.Type))
            {
                // The value is a box of its own: its size, its name, its type, its language; then the text.
                edits.Zero(box.Content + (2 * ValueHeader), box.ContentLength - (2 * ValueHeader), "location");
            }
        }

        return walk.Visited;
    }
}
