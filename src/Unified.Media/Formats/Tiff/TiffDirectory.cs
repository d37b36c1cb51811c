namespace Unified.Media;

/// <summary>The position of a directory (IFD) and the number of its entries.</summary>
internal readonly record struct TiffDirectory(TiffLayout Layout, long Start, long EntryCount)
{
    private const long MaxEntries = 65_535;

    /// <summary>The offset of the field that contains the offset of the next directory. It follows the entries.</summary>
    public long NextLinkOffset => EntryAt(EntryCount);

    public long End => NextLinkOffset + Layout.OffsetLength;

    public static async ValueTask<TiffDirectory> ReadAsync(
        ByteWindow window, TiffLayout layout, long offset, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(offset, layout.EntryCountLength, cancellationToken).ConfigureAwait(false);
        var bytes = window.Read(offset, layout.EntryCountLength);
        var count = layout.IsBigTiff ? layout.ReadOffset(bytes) : layout.ReadUInt16(bytes);
        return count is > 0 and <= MaxEntries
            ? new(layout, offset, count)
            : throw window.MalformedException("a directory has no entries or too many");
    }

    public async ValueTask<TiffEntry> ReadEntryAsync(ByteWindow window, long index, CancellationToken cancellationToken)
    {
        var offset = EntryAt(index);
        await window.EnsureLoadedAsync(offset, Layout.EntryLength, cancellationToken).ConfigureAwait(false);
        return TiffEntry.Read(Layout, window.Read(offset, Layout.EntryLength), offset);
    }

    /// <summary>Reads the offset of the next directory; 0 after the last one.</summary>
    public async ValueTask<long> ReadNextAsync(ByteWindow window, CancellationToken cancellationToken)
    {
        await window.EnsureLoadedAsync(NextLinkOffset, Layout.OffsetLength, cancellationToken).ConfigureAwait(false);
        return Layout.ReadOffset(window.Read(NextLinkOffset, Layout.OffsetLength));
    }

    private long EntryAt(long index) => Start + Layout.EntryCountLength + (index * Layout.EntryLength);
}
