using System.Buffers;

namespace Unified.Media;

/// <summary>
/// Visits every directory of a TIFF and all data that the directories point to. The number of visited bytes is limited to twice the length of the
/// content, so that directories that share or repeat data cannot prolong the scan.
/// </summary>
internal sealed class TiffDirectoryScanner(ByteWindow window, TiffLayout layout)
{
    private const int MaxPages = 65_535;
    private const int MaxNestedDirectories = 64;
    private const int BatchLength = 4_096;

    private readonly HashSet<long> _visited = [];
    private readonly Stack<long> _nested = [];
    private long _visitedBytes;
    private bool _hasPicture;

    public int Pages { get; private set; }

    /// <summary>The offset after the last referenced byte.</summary>
    public long End { get; private set; }

    public async ValueTask VisitAllAsync(long offset, CancellationToken cancellationToken)
    {
        while (offset != 0)
        {
            if (!_visited.Add(offset) || Pages == MaxPages)
            {
                throw window.MalformedException("its directories form a loop, or there are too many");
            }

            Pages++;
            offset = await VisitAsync(offset, cancellationToken).ConfigureAwait(false);
            await VisitNestedAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!_hasPicture)
        {
            throw window.MalformedException("it has no picture");
        }
    }

    private async ValueTask VisitNestedAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        while (_nested.TryPop(out var offset))
        {
            if (++count > MaxNestedDirectories)
            {
                throw window.MalformedException("a page has too many nested directories");
            }

            if (_visited.Add(offset))
            {
                await VisitAsync(offset, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Visits one directory. Returns the offset of the next directory; 0 if there is none.</summary>
    private async ValueTask<long> VisitAsync(long offset, CancellationToken cancellationToken)
    {
        var directory = await TiffDirectory.ReadAsync(window, layout, offset, cancellationToken).ConfigureAwait(false);
        Include(directory.End);
        CountVisited(directory.End - offset);
        var pointers = new TiffPointers(window);
        for (var index = 0L; index < directory.EntryCount; index++)
        {
            var entry = await directory.ReadEntryAsync(window, index, cancellationToken).ConfigureAwait(false);
            if (entry.ValueLength > 0)
            {
                Include(entry.ValuesEnd);
                pointers.Add(entry);
            }
        }

        await IncludeSegmentsAsync(pointers.StripOffsets, pointers.StripLengths, cancellationToken).ConfigureAwait(false);
        await IncludeSegmentsAsync(pointers.TileOffsets, pointers.TileLengths, cancellationToken).ConfigureAwait(false);
        await IncludeSegmentsAsync(pointers.ThumbnailOffset, pointers.ThumbnailLength, cancellationToken).ConfigureAwait(false);
        foreach (var directoryPointer in pointers.Directories)
        {
            await PushNestedAsync(directoryPointer, cancellationToken).ConfigureAwait(false);
        }

        return await directory.ReadNextAsync(window, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask PushNestedAsync(TiffEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Count + _nested.Count > MaxNestedDirectories)
        {
            throw window.MalformedException("a page has too many nested directories");
        }

        var length = (int)entry.Count * entry.ValueLength;
        await window.EnsureLoadedAsync(entry.ValuesStart, length, cancellationToken).ConfigureAwait(false);
        var values = window.Read(entry.ValuesStart, length);
        for (var position = 0; position < length; position += entry.ValueLength)
        {
            var offset = entry.ReadValue(layout, values[position..]);
            if (offset != 0)
            {
                _nested.Push(offset);
            }
        }
    }

    /// <summary>
    /// Includes the end of every strip or tile. The offsets are one list and the lengths another, so the method reads a batch of each.
    /// </summary>
    private async ValueTask IncludeSegmentsAsync(TiffEntry? offsetField, TiffEntry? lengthField, CancellationToken cancellationToken)
    {
        if (offsetField is null && lengthField is null)
        {
            return;
        }

        if (offsetField is not { } offsets || lengthField is not { } lengths || offsets.Count != lengths.Count)
        {
            throw window.MalformedException("its strips or tiles have different numbers of offsets and lengths");
        }

        _hasPicture |= offsets.Count > 0;
        CountVisited((offsets.ValuesEnd - offsets.ValuesStart) + (lengths.ValuesEnd - lengths.ValuesStart));
        var ends = ArrayPool<long>.Shared.Rent(BatchLength);
        try
        {
            for (var index = 0L; index < offsets.Count; index += BatchLength)
            {
                var batch = ends.AsMemory(0, (int)Math.Min(BatchLength, offsets.Count - index));
                batch.Span.Clear();
                await AddValuesAsync(offsets, index, batch, cancellationToken).ConfigureAwait(false);
                await AddValuesAsync(lengths, index, batch, cancellationToken).ConfigureAwait(false);
                Include(MaxEnd(batch.Span));
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ends);
        }
    }

    /// <summary>Adds a batch of values to the sums. A sum that overflows becomes <see cref="long.MaxValue"/>.</summary>
    private async ValueTask AddValuesAsync(TiffEntry field, long index, Memory<long> sums, CancellationToken cancellationToken)
    {
        var size = field.ValueLength;
        var start = field.ValuesStart + (index * size);
        await window.EnsureLoadedAsync(start, sums.Length * size, cancellationToken).ConfigureAwait(false);
        var values = window.Read(start, sums.Length * size);
        for (var i = 0; i < sums.Length; i++)
        {
            var value = field.ReadValue(layout, values[(i * size)..]);
            sums.Span[i] = (long)Math.Min((ulong)sums.Span[i] + (ulong)value, long.MaxValue);
        }
    }

    private static long MaxEnd(ReadOnlySpan<long> ends)
    {
        var max = 0L;
        foreach (var end in ends)
        {
            max = Math.Max(max, end);
        }

        return max;
    }

    private void Include(long end)
    {
        if (end > window.Length)
        {
            throw window.TruncatedException();
        }

        End = Math.Max(End, end);
    }

    private void CountVisited(long bytes)
    {
        _visitedBytes += bytes;
        if (_visitedBytes > window.Length * 2)
        {
            throw window.MalformedException("its directories overlap");
        }
    }
}
