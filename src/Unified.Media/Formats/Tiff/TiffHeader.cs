namespace Unified.Media;

/// <summary>Reads the dimensions and orientation of the first picture of a TIFF, and the number of pages.</summary>
internal static class TiffHeader
{
    private const int MaxCountedPages = 64;

    public static async ValueTask<ContentProperties> ReadAsync(
        MediaFormat format, SeekableContent content, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForHeader(content, format);
        var (layout, offset) = await TiffLayout.ReadAsync(window, cancellationToken).ConfigureAwait(false);
        var first = await TiffDirectory.ReadAsync(window, layout, offset, cancellationToken).ConfigureAwait(false);
        long width = 0, height = 0;
        var orientation = Orientation.Upright;
        for (var index = 0L; index < first.EntryCount; index++)
        {
            var entry = await first.ReadEntryAsync(window, index, cancellationToken).ConfigureAwait(false);
            switch (entry.Tag)
            {
                case TiffEntry.Width:
                    width = entry.FirstValue ?? 0;
                    break;
                case TiffEntry.Height:
                    height = entry.FirstValue ?? 0;
                    break;
                case TiffEntry.Orientation:
                    orientation = Orientation.FromValue((int)Math.Min(entry.FirstValue ?? 1, int.MaxValue));
                    break;
            }
        }

        if (width is <= 0 or > int.MaxValue || height is <= 0 or > int.MaxValue)
        {
            throw window.MalformedException("its width or height is not between 1 and 2147483647");
        }

        var pages = await CountPagesAsync(window, first, cancellationToken).ConfigureAwait(false);
        return orientation.ToProperties(window.Format, (int)width, (int)height, pages);
    }

    /// <summary>
    /// Counts the pages. Returns null for more than 64 pages, and when the content or the limit of the header inspection ends before a directory.
    /// </summary>
    private static async ValueTask<int?> CountPagesAsync(ByteWindow window, TiffDirectory directory, CancellationToken cancellationToken)
    {
        for (var pages = 1; pages <= MaxCountedPages; pages++)
        {
            if (!await window.TryLoadAsync(directory.NextLinkOffset, directory.Layout.OffsetLength, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var next = await directory.ReadNextAsync(window, cancellationToken).ConfigureAwait(false);
            if (next == 0)
            {
                return pages;
            }

            if (!await window.TryLoadAsync(next, directory.Layout.EntryCountLength, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            directory = await TiffDirectory.ReadAsync(window, directory.Layout, next, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }
}
