using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>
/// Reads the boxes of MP4, M4V, QuickTime, AVIF, HEIC and HEIF content to its end. Media data is skipped, so that a video of several gigabytes
/// requires only a few reads. If metadata is stripped, locations and metadata are overwritten in place: sizes, offsets and media data do not change.
/// </summary>
/// <remarks>
/// A file may be truncated between two top-level boxes, after all bytes that its tables refer to. The scan accepts such a file as complete. Examples
/// are fragmented movies that end after a fragment, and files without the free space at their end.
/// </remarks>
internal sealed class IsoMediaScan
{
    /// <summary>The maximum number of fragment boxes: enough for a day of video in fragments of 200 milliseconds, each with two boxes.</summary>
    private const int MaxFragmentBoxes = 1_000_000;

    private readonly ByteWindow _window;
    private readonly RequiredContent _requiredContent;
    private readonly HeifMetadataStripping? _heif;
    private readonly MovieLocationStripping? _movie;

    private bool _hasMoovOrMeta;
    private bool _isFragmented;
    private bool _hasFragment;
    private bool _expectsFragmentMedia;
    private int _fragmentBoxes;

    private IsoMediaScan(ByteWindow window, InPlaceEdits? edits)
    {
        _window = window;
        _requiredContent = new(window);
        _heif = edits is null ? null : new(window, edits);
        _movie = edits is null ? null : new(window, edits);
    }

    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var edits = stripMetadata ? new InPlaceEdits(properties.Format) : null;
        var end = await new IsoMediaScan(window, edits).FindEndAsync(cancellationToken).ConfigureAwait(false);
        return edits is null
            ? StripPlan.Unchanged(properties, end, content.Length)
            : await edits.ToScanAsync(properties, end, window, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the end of the last box of the file. Bytes after it were appended.</summary>
    private async ValueTask<long> FindEndAsync(CancellationToken cancellationToken)
    {
        var reader = BoxReader.ForFile(_window);
        while (reader.MoveNext())
        {
            await _window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var isComplete = reader.Depth == 0 && IsComplete(reader.Position);
            if (isComplete && !CanBeBox(_window.Read(reader.Position, reader.HeaderLength), _window.Length - reader.Position))
            {
                break;
            }

            var box = reader.Read(_window.Read(reader.Position, reader.HeaderLength));
            switch (reader.Container, box.Type)
            {
                case (0, BoxType.Moov):
                    _hasMoovOrMeta = true;
                    reader.Enter(box);
                    break;
                case (0, BoxType.Meta):
                    _hasMoovOrMeta = true;
                    reader.BoxesRead = await new HeifItemScan(_window, _requiredContent, _heif)
                        .ScanAsync(box, reader.BoxesRead, cancellationToken).ConfigureAwait(false);
                    break;
                case (0, BoxType.Mpvd) when _movie is not null && await _movie.ContainsMovieAsync(box, cancellationToken).ConfigureAwait(false):
                case (BoxType.Mpvd, BoxType.Moov):
                    reader.Enter(box);
                    break;
                case (0, BoxType.Moof):
                    (_hasFragment, _expectsFragmentMedia) = (true, true);
                    CountFragmentBox(ref reader);
                    break;
                case (0, BoxType.Mdat) when _hasFragment:
                    _expectsFragmentMedia = false;
                    CountFragmentBox(ref reader);
                    break;
                case (0, BoxType.Mdat):
                    _heif?.AddMediaData(box);
                    break;
                case (BoxType.Moov, BoxType.Mvex):
                    _isFragmented = true;
                    break;
                case (BoxType.Moov, BoxType.Trak or BoxType.Udta):
                case (BoxType.Trak, BoxType.Mdia or BoxType.Udta):
                case (BoxType.Mdia, BoxType.Minf):
                case (BoxType.Minf, BoxType.Stbl):
                    reader.Enter(box);
                    break;
                case (BoxType.Stbl, BoxType.Stco or BoxType.Co64):
                    await MovieChunkTable.CheckAsync(_window, box, _requiredContent, cancellationToken).ConfigureAwait(false);
                    break;
                case (BoxType.Moov or BoxType.Trak or BoxType.Udta, BoxType.Meta) when _movie is not null:
                    reader.BoxesRead = await _movie.StripTagsAsync(box, reader.BoxesRead, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    await StripBoxAsync(reader.Container, box, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        _heif?.Strip();
        return IsComplete(reader.Position) ? reader.Position : throw _window.TruncatedException();
    }

    /// <summary>Returns true when the file is complete at the position: all bytes that its tables refer to precede the position.</summary>
    private bool IsComplete(long position) =>
        _hasMoovOrMeta && _requiredContent.End <= position && !_expectsFragmentMedia && (_hasFragment || !_isFragmented);

    private ValueTask StripBoxAsync(uint container, BoxHeader box, CancellationToken cancellationToken) =>
        _movie?.StripBoxAsync(container, box, cancellationToken) ?? ValueTask.CompletedTask;

    /// <summary>
    /// Returns true when the bytes after complete content can be another, possibly truncated box. Otherwise they were appended to the file. The
    /// method returns true in case of doubt, because accepting a truncated file is worse than rejecting a complete file.
    /// </summary>
    private static bool CanBeBox(ReadOnlySpan<byte> bytes, long remaining)
    {
        if (bytes.Length < 4)
        {
            return true;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (size is 0 or (> 1 and < 8))
        {
            return size == 0 && bytes.Length >= 8 && BoxType.IsTopLevel(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
        }

        if (bytes.Length < 8)
        {
            return BoxType.CanBecomeTopLevel(bytes[4..]);
        }

        var type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        return type != BoxType.Ftyp && (BoxType.IsTopLevel(type) || (BoxType.IsPlausible(type) && size > 1 && size <= remaining));
    }

    /// <summary>
    /// Counts the box that was read last as a fragment box, which has a higher limit than other boxes: long recordings have many fragments.
    /// </summary>
    private void CountFragmentBox(ref BoxReader reader)
    {
        if (++_fragmentBoxes > MaxFragmentBoxes)
        {
            throw _window.MalformedException("too many fragments");
        }

        reader.BoxesRead--;
    }
}
