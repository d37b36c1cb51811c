namespace Unified.Media;

/// <summary>
/// Reads the elements of WebM and Matroska content to its end. Clusters of known size are skipped. If metadata is stripped, the values of location
/// tags are overwritten in place.
/// </summary>
/// <remarks>
/// A live recording has a segment of unknown size. A recording that was truncated between two elements after its first cluster cannot be
/// distinguished from a shorter recording.
/// </remarks>
internal sealed class MatroskaScan
{
    /// <summary>
    /// The maximum number of clusters and blocks: enough for half a day of video. Recordings have many of them, so the limit of other elements does
    /// not apply to them.
    /// </summary>
    private const int MaxBlocks = 8_000_000;

    private readonly ByteWindow _window;
    private readonly MatroskaStripping? _stripping;

    private bool _hasTracks;
    private bool _hasCluster;
    private int _blockCount;

    private MatroskaScan(ByteWindow window, InPlaceEdits? edits)
    {
        _window = window;
        _stripping = edits is null ? null : new(window, edits);
    }

    private bool IsComplete => _hasTracks && _hasCluster;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentProperties properties, SeekableContent content, bool stripMetadata, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, properties.Format);
        var edits = stripMetadata ? new InPlaceEdits(properties.Format) : null;
        var end = await new MatroskaScan(window, edits).FindEndAsync(cancellationToken).ConfigureAwait(false);
        return edits is null
            ? StripPlan.Unchanged(properties, end, content.Length)
            : await edits.ToScanAsync(properties, end, window, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the end of the last element of the file. Bytes after it were appended.</summary>
    private async ValueTask<long> FindEndAsync(CancellationToken cancellationToken)
    {
        var reader = EbmlReader.ForFile(_window);
        while (reader.MoveNext())
        {
            await _window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            if (IsComplete && !BelongsToFile(reader, _window.Read(reader.Position, reader.HeaderLength)))
            {
                break;
            }

            var element = reader.Read(_window.Read(reader.Position, reader.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Segment when reader.Depth == 0:
                    reader.Enter(element);
                    break;
                case EbmlId.Tracks when reader.Depth == 1:
                    _hasTracks = true;
                    break;
                case EbmlId.Cluster when reader.Depth == 1:
                    _hasCluster = true;
                    CountBlock(ref reader);
                    if (element.HasUnknownSize)
                    {
                        reader.Flatten(element);
                    }

                    break;
                case EbmlId.Tags when reader.Depth == 1 && _stripping is not null:
                    reader.ElementsRead = await _stripping.StripTagsAsync(element, reader.ElementsRead, cancellationToken).ConfigureAwait(false);
                    break;
                case var id when EbmlId.IsInCluster(id):
                    CountBlock(ref reader);
                    break;
                default:
                    break;
            }
        }

        return IsComplete ? reader.Position : throw _window.TruncatedException();
    }

    /// <summary>Counts the element that was read last as a block, which has a higher limit than other elements.</summary>
    private void CountBlock(ref EbmlReader reader)
    {
        if (++_blockCount > MaxBlocks)
        {
            throw _window.MalformedException("too many blocks");
        }

        reader.ElementsRead--;
    }

    /// <summary>
    /// Returns true when the bytes after complete content can be another, possibly truncated element. Otherwise they were appended to the file.
    /// </summary>
    private bool BelongsToFile(EbmlReader reader, ReadOnlySpan<byte> bytes)
    {
        if (reader.Depth == 0)
        {
            return bytes[0] == EbmlId.Void;
        }

        if (!reader.EndsWithContent)
        {
            return true;
        }

        if (!EbmlElement.TryReadNumber(bytes, 4, keepLengthMarker: true, out var number, out var idLength) ||
            !EbmlElement.TryReadNumber(bytes[idLength..], 8, keepLengthMarker: false, out var size, out var sizeLength))
        {
            return EbmlElement.CanBeHeaderStart(bytes);
        }

        var id = (uint)number;
        return EbmlId.IsInSegment(id) || EbmlId.IsInCluster(id) || id is EbmlId.Void or EbmlId.Checksum ||
            (id != EbmlId.Header && size <= (ulong)(_window.Length - reader.Position - idLength - sizeLength));
    }
}
