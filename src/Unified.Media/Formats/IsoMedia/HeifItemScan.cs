namespace Unified.Media;

/// <summary>
/// Reads the positions of the items of AVIF, HEIC and HEIF files. Every item must lie inside the content. If metadata is stripped, the scan also
/// collects the metadata items.
/// </summary>
internal sealed class HeifItemScan(ByteWindow window, RequiredContent requiredContent, HeifMetadataStripping? stripping)
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
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
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
                    stripping?.AddMediaData(box);
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
        await box.EnsureLoadedAsync(window, BoxHeader.VersionAndFlagsLength + 4, cancellationToken).ConfigureAwait(false);
        if (!HeifItemLocationLayout.TryRead(window.Read(box.ContentStart, BoxHeader.VersionAndFlagsLength + 2), out var layout))
        {
            throw window.MalformedException("its item locations have an unknown layout");
        }

        await box.EnsureLoadedAsync(window, layout.FirstItemOffset, cancellationToken).ConfigureAwait(false);
        var itemCount = layout.ReadCount(window.Read(box.ContentStart, layout.FirstItemOffset));
        var (position, visitedExtents) = (box.ContentStart + layout.FirstItemOffset, 0);
        for (var item = 0u; item < itemCount; item++)
        {
            var itemBytes = await CopyAsync(position, layout.ItemLength, box.End, cancellationToken).ConfigureAwait(false);
            var (id, constructionMethod, baseOffset, extentCount) = layout.ReadItem(itemBytes.Span);
            position += layout.ItemLength;
            for (var i = 0; i < extentCount; i++)
            {
                if (++visitedExtents > MaxExtents)
                {
                    throw window.MalformedException("too many item extents");
                }

                var extentBytes = await CopyAsync(position, layout.ExtentLength, box.End, cancellationToken).ConfigureAwait(false);
                var (offset, length) = layout.ReadExtent(extentBytes.Span);
                position += layout.ExtentLength;
                AddExtent(constructionMethod, baseOffset, offset, length, itemData, metadataItems.FindKind(id));
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> CopyAsync(long offset, int count, long end, CancellationToken cancellationToken)
    {
        if (count > end - offset)
        {
            throw window.MalformedException("its item locations do not fit into their box");
        }

        await window.EnsureLoadedAsync(offset, count, cancellationToken).ConfigureAwait(false);
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
            throw window.MalformedException("an item extent is out of range");
        }

        var start = baseOffset + offset;
        if (constructionMethod == HeifItemLocationLayout.InItemData)
        {
            if (start > (ulong)itemData.ContentLength || length > (ulong)itemData.ContentLength - start)
            {
                throw window.MalformedException("an item extent is out of range");
            }

            start += (ulong)itemData.ContentStart;
        }

        requiredContent.Include(start, length);
        if (kind is { } metadata)
        {
            stripping?.AddItem(start, length, metadata);
        }
    }
}
