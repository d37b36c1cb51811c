using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>
/// Overwrites recording locations and XMP in movies. A box is changed to free space, and the value of a tag is filled with zeros, so that sizes and
/// offsets do not change.
/// </summary>
internal sealed class MovieLocationStripping(ByteWindow window, InPlaceEdits edits)
{
    private const int UuidLength = 16;
    private const int MaxKeys = 1_024;
    private const int EntryHeaderLength = 8;

    private static readonly ReadOnlyMemory<byte> FreeType = "free"u8.ToArray();

    private static ReadOnlySpan<byte> XmpUuid =>
        [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    /// <summary>Returns true when the box contains a movie, as in a motion photo. The movie can have a location too.</summary>
    public async ValueTask<bool> ContainsMovieAsync(BoxHeader box, CancellationToken cancellationToken)
    {
        if (box.ContentLength < 8)
        {
            return false;
        }

        await window.EnsureLoadedAsync(box.ContentStart, 8, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt32BigEndian(window.Read(box.ContentStart + 4, 4)) == BoxType.Ftyp;
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
                await window.EnsureLoadedAsync(box.ContentStart, UuidLength, cancellationToken).ConfigureAwait(false);
                if (window.Read(box.ContentStart, UuidLength).SequenceEqual(XmpUuid))
                {
                    ChangeToFreeSpace(box, "xmp");
                }

                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Strips the location tags of a metadata box. Each tag is a value box, whose type is a four-character code or an index into a
    /// separate list of keys.
    /// </summary>
    /// <returns>The number of boxes read so far, including <paramref name="boxesRead"/>.</returns>
    public async ValueTask<int> StripTagsAsync(BoxHeader meta, int boxesRead, CancellationToken cancellationToken)
    {
        var (keys, values) = (default(BoxHeader), default(BoxHeader));
        var reader = await BoxReader.InsideMetaAsync(meta, window, boxesRead, cancellationToken).ConfigureAwait(false);
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            keys = box.Type == BoxType.Keys ? box : keys;
            values = box.Type == BoxType.Ilst ? box : values;
        }

        if (values.Type == 0)
        {
            return reader.BoxesRead;
        }

        var locationKeys = keys.Type == 0 ? [] : await ReadLocationKeysAsync(keys, cancellationToken).ConfigureAwait(false);
        return await StripValuesAsync(values, locationKeys, reader.BoxesRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the numbers of the location keys. Keys are numbered from 1.</summary>
    private async ValueTask<HashSet<uint>> ReadLocationKeysAsync(BoxHeader keys, CancellationToken cancellationToken)
    {
        var locationKeys = new HashSet<uint>();
        var number = 0u;
        for (var position = keys.ContentStart + BoxHeader.VersionAndFlagsLength + 4; keys.End - position >= EntryHeaderLength && number < MaxKeys;)
        {
            await window.EnsureLoadedAsync(position, EntryHeaderLength, cancellationToken).ConfigureAwait(false);
            var size = BinaryPrimitives.ReadUInt32BigEndian(window.Read(position, 4));
            if (size < EntryHeaderLength || size > keys.End - position)
            {
                throw window.MalformedException("a metadata key does not fit into its box");
            }

            number++;
            var length = (int)Math.Min(size - EntryHeaderLength, LocationTagName.MaxLength);
            await window.EnsureLoadedAsync(position + EntryHeaderLength, length, cancellationToken).ConfigureAwait(false);
            if (LocationTagName.Matches(window.Read(position + EntryHeaderLength, length)))
            {
                locationKeys.Add(number);
            }

            position += size;
        }

        return locationKeys;
    }

    private async ValueTask<int> StripValuesAsync(
        BoxHeader values, HashSet<uint> locationKeys, int boxesRead, CancellationToken cancellationToken)
    {
        var reader = BoxReader.Inside(values, 0, window.Format);
        reader.BoxesRead = boxesRead;
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            if (box.Type == BoxType.Xyz)
            {
                ChangeToFreeSpace(box, "location");
            }
            else if (locationKeys.Contains(box.Type))
            {
                // The value is a box. Its size, name, type and language precede the text.
                edits.FillWithZeros(box.ContentStart + (2 * EntryHeaderLength), box.ContentLength - (2 * EntryHeaderLength), "location");
            }
        }

        return reader.BoxesRead;
    }

    /// <summary>Changes the box to free space of the same size, which readers skip.</summary>
    private void ChangeToFreeSpace(BoxHeader box, string kind)
    {
        edits.Write(box.Offset + 4, FreeType, kind);
        edits.FillWithZeros(box.ContentStart, box.ContentLength, kind);
    }
}
