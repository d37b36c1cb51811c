namespace Unified.Media;

/// <summary>
/// Walks through the elements of WebM and Matroska content to its end. Clusters are skipped by their size. The values of tags
/// that name a place are overwritten in place.
/// </summary>
/// <remarks>
/// A live recording has a segment of unknown size. When it was cut off between two elements, after its first cluster, it cannot be
/// told from a shorter recording.
/// </remarks>
internal sealed class MatroskaScan
{
    /// <summary>Half a day of blocks. They are counted apart: live recordings have more of them than any file has other elements.</summary>
    private const int MaxBlocks = 8_000_000;

    private static readonly ReadOnlyMemory<byte> VoidId = new[] { (byte)EbmlId.Void };

    private readonly ByteWindow _window;
    private readonly InPlaceEdits? _edits;

    private bool _hasTracks;
    private bool _hasCluster;
    private int _blocks;

    private MatroskaScan(ByteWindow window, InPlaceEdits? edits)
    {
        _window = window;
        _edits = edits;
    }

    private bool IsComplete => _hasTracks && _hasCluster;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.OverAll(content, facts.Format);
        var edits = strip ? new InPlaceEdits(facts.Format) : null;
        var end = await new MatroskaScan(window, edits).WalkAsync(cancellationToken).ConfigureAwait(false);
        return edits is null
            ? StripPlan.Unchanged(facts, end, content.Length)
            : await edits.ToScanAsync(facts, end, window, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the end of the last element that belongs to the file.</summary>
    private async ValueTask<long> WalkAsync(CancellationToken cancellationToken)
    {
        var walk = EbmlWalk.OverFile(_window);
        while (walk.MoveOn())
        {
            await _window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            if (IsComplete && !BelongsToFile(walk, _window.Read(walk.Position, walk.HeaderLength)))
            {
                break;
            }

            var element = walk.Read(_window.Read(walk.Position, walk.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Segment when walk.Depth == 0:
                    walk.Enter(element);
                    break;
                case EbmlId.Tracks when walk.Depth == 1:
                    _hasTracks = true;
                    break;
                case EbmlId.Cluster when walk.Depth == 1:
                    _hasCluster = true;
                    walk.Visited -= CountBlock();
                    if (element.HasUnknownSize)
                    {
                        walk.Flatten(element);
                    }

                    break;
                case EbmlId.Tags when walk.Depth == 1 && _edits is not null:
                    walk.Visited = await ScanTagsAsync(_edits, element, walk.Visited, cancellationToken).ConfigureAwait(false);
                    break;
                case var id when EbmlId.IsInCluster(id):
                    walk.Visited -= CountBlock();
                    break;
                default:
                    break;
            }
        }

        return IsComplete ? walk.Position : throw _window.Truncated();
    }

    private int CountBlock() => ++_blocks <= MaxBlocks ? 1 : throw _window.Malformed("too many blocks");

    /// <summary>
    /// Whether what follows complete content is one more element, or the beginning of one that was cut off, rather than something that
    /// was appended.
    /// </summary>
    private bool BelongsToFile(EbmlWalk walk, ReadOnlySpan<byte> bytes)
    {
        if (walk.Depth == 0)
        {
            return bytes[0] == EbmlId.Void;
        }

        if (!walk.IsOpen)
        {
            return true;
        }

        if (!EbmlElement.TryReadNumber(bytes, 4, keepMarker: true, out var number, out var idLength) ||
            !EbmlElement.TryReadNumber(bytes[idLength..], 8, keepMarker: false, out var size, out var sizeLength))
        {
            return EbmlElement.IsHeaderBeginning(bytes);
        }

        var id = (uint)number;
        return EbmlId.IsInSegment(id) || EbmlId.IsInCluster(id) || id is EbmlId.Void or EbmlId.Checksum ||
            (id != EbmlId.Header && size <= (ulong)(_window.Length - walk.Position - idLength - sizeLength));
    }

    private async ValueTask<int> ScanTagsAsync(InPlaceEdits edits, EbmlElement tags, int visited, CancellationToken cancellationToken)
    {
        var (checksum, value, isPlace, hasEdits) = (default(EbmlElement), default(EbmlElement), false, false);
        var walk = EbmlWalk.Inside(tags, _window.Format);
        walk.Visited = visited;
        while (walk.MoveOn())
        {
            await _window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = walk.Read(_window.Read(walk.Position, walk.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Checksum when walk.Depth == 0:
                    checksum = element;
                    break;
                case EbmlId.Tag or EbmlId.SimpleTag:
                    (value, isPlace) = (default, false);
                    walk.Enter(element);
                    break;
                case EbmlId.TagName:
                    var length = (int)Math.Min(element.ContentLength, LocationTagName.MaxLength);
                    await _window.EnsureAsync(element.Content, length, cancellationToken).ConfigureAwait(false);
                    isPlace = LocationTagName.Matches(_window.Read(element.Content, length));
                    break;
                case EbmlId.TagString or EbmlId.TagBinary:
                    value = element;
                    break;
                default:
                    break;
            }

            if (isPlace && value.Id != 0)
            {
                edits.Zero(value.Content, value.ContentLength, "location");
                (value, hasEdits) = (default, true);
            }
        }

        if (hasEdits && checksum.Id != 0)
        {
            // The checksum is over the old bytes. It is optional, so it becomes an element that means nothing.
            edits.Write(checksum.Offset, VoidId, "location");
        }

        return walk.Visited;
    }
}
