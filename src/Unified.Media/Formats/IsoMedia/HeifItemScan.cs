namespace Unified.Media;

/// <summary>
/// Reads the positions of the items of AVIF, HEIC and HEIF files. The content must contain them all. Metadata items can be stripped.
/// </summary>
internal sealed class HeifItemScan(ByteWindow window, RequiredContent required, HeifMetadataStripping? stripping)
{
    private const int MaxExtents = 100_000;

    private readonly byte[] _buffer = new byte[64];

    /// <returns>The number of visited boxes, added to <paramref name="visited"/>.</returns>
    public async ValueTask<int> ScanAsync(BoxHeader meta, int visited, CancellationToken cancellationToken)
    {
        var (locations, entries, itemData) = (default(BoxHeader), default(BoxHeader), default(BoxHeader));
        var walk = await BoxWalk.InsideMetaAsync(meta, window, visited, cancellationToken).ConfigureAwait(false);
        while (walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var box = walk.Read(window.Read(walk.Position, walk.HeaderLength));
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
                    walk.Enter(box);
                    break;
                default:
                    break;
            }
        }

        var kinds = new HeifItemKinds();
        if (entries.Type != 0 && stripping is not null)
        {
            walk.Visited = await kinds.ReadAsync(window, entries, walk.Visited, cancellationToken).ConfigureAwait(false);
        }

        if (locations.Type != 0)
        {
            await ScanLocationsAsync(locations, itemData, kinds, cancellationToken).ConfigureAwait(false);
        }

        return walk.Visited;
    }

    private async ValueTask ScanLocationsAsync(
        BoxHeader box, BoxHeader itemData, HeifItemKinds kinds, CancellationToken cancellationToken)
    {
        await box.EnsureAsync(window, BoxHeader.VersionAndFlagsLength + 4, cancellationToken).ConfigureAwait(false);
        if (!HeifItemLocationLayout.TryRead(window.Read(box.Content, BoxHeader.VersionAndFlagsLength + 2), out var layout))
        {
            throw window.Malformed("its item locations have an unknown layout");
        }

        await box.EnsureAsync(window, layout.FirstItemOffset, cancellationToken).ConfigureAwait(false);
        var items = layout.ReadCount(window.Read(box.Content, layout.FirstItemOffset));
        var (at, visitedExtents) = (box.Content + layout.FirstItemOffset, 0);
        for (var item = 0u; item < items; item++)
        {
            var head = await CopyAsync(at, layout.ItemLength, box.End, cancellationToken).ConfigureAwait(false);
            var (id, source, origin, extents) = layout.ReadItem(head.Span);
            at += layout.ItemLength;
            for (var i = 0; i < extents; i++)
            {
                if (++visitedExtents > MaxExtents)
                {
                    throw window.Malformed("too many item extents");
                }

                var extent = await CopyAsync(at, layout.ExtentLength, box.End, cancellationToken).ConfigureAwait(false);
                var (offset, length) = layout.ReadExtent(extent.Span);
                at += layout.ExtentLength;
                AddExtent(source, origin, offset, length, itemData, kinds.Find(id));
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

    private void AddExtent(int source, ulong origin, ulong offset, ulong length, BoxHeader itemData, HeifMetadataKind? kind)
    {
        if (source is not (HeifItemLocationLayout.InFile or HeifItemLocationLayout.InItemData))
        {
            return;
        }

        if (offset > ulong.MaxValue - origin)
        {
            throw window.Malformed("an item extent is out of range");
        }

        var start = origin + offset;
        if (source == HeifItemLocationLayout.InItemData)
        {
            if (start > (ulong)itemData.ContentLength || length > (ulong)itemData.ContentLength - start)
            {
                throw window.Malformed("an item extent is out of range");
            }

            start += (ulong)itemData.Content;
        }

        required.Include(start, length);
        if (kind is { } metadata)
        {
            stripping?.AddItem(start, length, metadata);
        }
    }
}
