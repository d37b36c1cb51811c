namespace Unified.Media;

/// <summary>
/// Reads the positions of the items of AVIF, HEIC and HEIF files. All items must lie inside the content. Metadata items can be stripped.
/// </summary>
internal sealed class HeifItemScan(ByteWindow window, RequiredContent required, HeifMetadataStripping? stripping)
{
    private const int MaxExtents = 100_000;

    private readonly byte[] _buffer = new byte[64];

    /// <returns>The number of boxes read so far, including <paramref name="boxesRead"/>.</returns>
    public async ValueTask<int> ScanAsync(BoxHeader meta, int boxesRead, CancellationToken cancellationToken)
    {
        var (locations, entries, itemData) = (default(BoxHeader), default(BoxHeader), default(BoxHeader));
        var reader = await BoxReader.InsideMetaAsync(meta, window, boxesRead, cancellationToken).ConfigureAwait(false);
        while (reader.MoveNext())
        {
            await window.EnsureAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (box.Type)
            {
                case BoxType.Iloc:
                    locations = box;
                    break;
                case BoxType.Iinf:
                    entries = box;
                    break;
                case BoxType.Idat:
                    itemData = box;
                    stripping?.AddMedia(box);
                    break;
                case BoxType.Iprp:
                    reader.Enter(box);
                    break;
                default:
                    break;
            }
        }

        var metadataItems = new HeifMetadataItems();
        if (entries.Type != 0 && stripping is not null)
        {
            reader.BoxesRead = await metadataItems.ReadAsync(window, entries, reader.BoxesRead, cancellationToken).ConfigureAwait(false);
        }

        if (locations.Type != 0)
        {
            await ScanLocationsAsync(locations, itemData, metadataItems, cancellationToken).ConfigureAwait(false);
        }

        return reader.BoxesRead;
    }

    private async ValueTask ScanLocationsAsync(
        BoxHeader box, BoxHeader itemData, HeifMetadataItems metadataItems, CancellationToken cancellationToken)
    {
        await box.EnsureAsync(window, BoxHeader.VersionAndFlagsLength + 4, cancellationToken).ConfigureAwait(false);
        if (!HeifItemLocationLayout.TryRead(window.Read(box.ContentStart, BoxHeader.VersionAndFlagsLength + 2), out var layout))
        {
            throw window.Malformed("its item locations have an unknown layout");
        }

        await box.EnsureAsync(window, layout.FirstItemOffset, cancellationToken).ConfigureAwait(false);
        var items = layout.ReadCount(window.Read(box.ContentStart, layout.FirstItemOffset));
        var (at, visitedExtents) = (box.ContentStart + layout.FirstItemOffset, 0);
        for (var item = 0u; item < items; item++)
        {
            var head = await CopyAsync(at, layout.ItemLength, box.End, cancellationToken).ConfigureAwait(false);
            var (id, constructionMethod, baseOffset, extentCount) = layout.ReadItem(head.Span);
            at += layout.ItemLength;
            for (var i = 0; i < extentCount; i++)
            {
                if (++visitedExtents > MaxExtents)
                {
                    throw window.Malformed("too many item extents");
                }

                var extent = await CopyAsync(at, layout.ExtentLength, box.End, cancellationToken).ConfigureAwait(false);
                var (offset, length) = layout.ReadExtent(extent.Span);
                at += layout.ExtentLength;
                AddExtent(constructionMethod, baseOffset, offset, length, itemData, metadataItems.FindKind(id));
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> CopyAsync(long offset, int count, long end, CancellationToken cancellationToken)
    {
        if (count > end - offset)
        {
            throw window.Malformed("its item locations do not fit into their box");
        }

        await window.EnsureAsync(offset, count, cancellationToken).ConfigureAwait(false);
        window.Read(offset, count).CopyTo(_buffer);
        return _buffer.AsMemory(0, count);
    }

    private void AddExtent(int constructionMethod, ulong baseOffset, ulong offset, ulong length, BoxHeader itemData, HeifMetadataKind? kind)
    {
        if (constructionMethod is not (HeifItemLocationLayout.InFile or HeifItemLocationLayout.InItemData))
        {
            return;
        }

        if (offset > ulong.MaxValue - baseOffset)
        {
            throw window.Malformed("an item extent is out of range");
        }

        var start = baseOffset + offset;
        if (constructionMethod == HeifItemLocationLayout.InItemData)
        {
            if (start > (ulong)itemData.ContentLength || length > (ulong)itemData.ContentLength - start)
            {
                throw window.Malformed("an item extent is out of range");
            }

            start += (ulong)itemData.ContentStart;
        }

        required.Include(start, length);
        if (kind is { } metadata)
        {
            stripping?.AddItem(start, length, metadata);
        }
    }
}
