using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>
/// Overwrites recording locations and XMP in movies. Boxes become free space and values of tags become zeros, so that sizes and offsets do not
/// change.
/// </summary>
internal sealed class MovieLocationStripping(ByteWindow window, InPlaceEdits edits)
{
    private const int UuidLength = 16;
    private const int MaxKeys = 1_024;
    private const int ValueHeader = 8;

    private static readonly ReadOnlyMemory<byte> FreeType = "free"u8.ToArray();

    private static ReadOnlySpan<byte> XmpUuid =>
        [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    /// <summary>Returns true for the box of a motion photo, whose movie may have a location.</summary>
    public async ValueTask<bool> ContainsMovieAsync(BoxHeader box, CancellationToken cancellationToken)
    {
        if (box.ContentLength < 8)
        {
            return false;
        }

        await window.EnsureAsync(box.Content, 8, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.Content + 4, 4)) == BoxType.Ftyp;
    }

    /// <summary>Strips a box that holds a location or XMP. Other boxes do not change.</summary>
    public async ValueTask StripBoxAsync(uint container, BoxHeader box, CancellationToken cancellationToken)
    {
        switch (box.Type)
        {
            case BoxType.Xyz or BoxType.Loci when container == BoxType.Udta:
            case BoxType.Gps when container is BoxType.Moov or BoxType.Udta:
                ChangeToFreeSpace(box, "location");
                break;
            case BoxType.Xmp when container == BoxType.Udta:
                ChangeToFreeSpace(box, "xmp");
                break;
            case BoxType.Uuid when box.ContentLength >= UuidLength:
                await window.EnsureAsync(box.Content, UuidLength, cancellationToken).ConfigureAwait(false);
                if (window.Read(box.Content, UuidLength).SequenceEqual(XmpUuid))
                {
                    ChangeToFreeSpace(box, "xmp");
                }

                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Strips the location tags of a metadata box. Tags are a list of values whose types are four characters, or indexes into a preceding list of
    /// keys.
    /// </summary>
    /// <returns>The number of visited boxes, added to <paramref name="visited"/>.</returns>
    public async ValueTask<int> StripTagsAsync(BoxHeader meta, int visited, CancellationToken cancellationToken)
    {
        var (keys, values) = (default(BoxHeader), default(BoxHeader));
        var walk = await BoxWalk.InsideMetaAsync(meta, window, visited, cancellationToken).ConfigureAwait(false);
        while (walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            keys = box.Type == BoxType.Keys ? box : keys;
            values = box.Type == BoxType.Ilst ? box : values;
        }

        if (values.Type == 0)
        {
            return walk.Visited;
        }

        var locations = keys.Type == 0 ? [] : await ReadLocationKeysAsync(keys, cancellationToken).ConfigureAwait(false);
        return await StripValuesAsync(values, locations, walk.Visited, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the numbers of the location keys, from 1.</summary>
    private async ValueTask<HashSet<uint>> ReadLocationKeysAsync(BoxHeader keys, CancellationToken cancellationToken)
    {
        var locations = new HashSet<uint>();
        var number = 0u;
        for (var at = keys.Content + BoxHeader.VersionAndFlagsLength + 4; keys.End - at >= ValueHeader && number < MaxKeys;)
        {
            await window.EnsureAsync(at, ValueHeader, cancellationToken).ConfigureAwait(false);
            var size = BinaryPrimitives.ReadUInt32BigEndian(window.Read(at, 4));
            if (size < ValueHeader || size > keys.End - at)
            {
                throw window.Malformed("a metadata key does not fit into its box");
            }

            number++;
            var length = (int)Math.Min(size - ValueHeader, LocationTagName.MaxLength);
            await window.EnsureAsync(at + ValueHeader, length, cancellationToken).ConfigureAwait(false);
            if (LocationTagName.Matches(window.Read(at + ValueHeader, length)))
            {
                locations.Add(number);
            }

            at += size;
        }

        return locations;
    }

    private async ValueTask<int> StripValuesAsync(
        BoxHeader values, HashSet<uint> locations, int visited, CancellationToken cancellationToken)
    {
        var walk = BoxWalk.Inside(values, 0, window.Format);
        walk.Visited = visited;
        while (walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            if (box.Type == BoxType.Xyz)
            {
                ChangeToFreeSpace(box, "location");
            }
            else if (locations.Contains(box.Type))
            {
                // The value is a box: size, name, type and language precede the text.
                edits.Zero(box.Content + (2 * ValueHeader), box.ContentLength - (2 * ValueHeader), "location");
            }
        }

        return walk.Visited;
    }

    /// <summary>Changes the box to free space of the same size, which readers skip.</summary>
    private void ChangeToFreeSpace(BoxHeader box, string kind)
    {
        edits.Write(box.Offset + 4, FreeType, kind);
        edits.Zero(box.Content, box.ContentLength, kind);
    }
}
