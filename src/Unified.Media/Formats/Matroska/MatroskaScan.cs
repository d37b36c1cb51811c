namespace Unified.Media;

/// <summary>
/// Walks the elements of WebM and Matroska content to its end. Clusters are skipped by their size. The values of location tags are overwritten
/// in place.
/// </summary>
/// <remarks>
/// A live recording has a segment of unknown size. A recording that was truncated between two elements after its first cluster cannot be
/// distinguished from a shorter recording.
/// </remarks>
internal sealed class MatroskaScan
{
    /// <summary>The number of blocks in half a day of video. Blocks have a separate limit, because live recordings have many.</summary>
    private const int MaxBlocks = 8_000_000;

    private readonly ByteWindow _window;
    private readonly MatroskaStripping? _stripping;

    private bool _hasTracks;
    private bool _hasCluster;
    private int _blocks;

    private MatroskaScan(ByteWindow window, InPlaceEdits? edits)
    {
        _window = window;
        _stripping = edits is null ? null : new(window, edits);
    }

    private bool IsComplete => _hasTracks && _hasCluster;

    public static async ValueTask<ContentScan> ScanAsync(
        ContentFacts facts, SeekableContent content, bool strip, CancellationToken cancellationToken)
    {
        using var window = ByteWindow.ForContent(content, facts.Format);
        var edits = strip ? new InPlaceEdits(facts.Format) : null;
        var end = await new MatroskaScan(window, edits).WalkAsync(cancellationToken).ConfigureAwait(false);
        return edits is null
            ? StripPlan.Unchanged(facts, end, content.Length)
            : await edits.ToScanAsync(facts, end, window, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the end of the last element of the file.</summary>
    private async ValueTask<long> WalkAsync(CancellationToken cancellationToken)
    {
        var walk = EbmlWalk.ForFile(_window);
        while (walk.MoveNext())
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
                case EbmlId.Tags when walk.Depth == 1 && _stripping is not null:
                    walk.Visited = await _stripping.StripTagsAsync(element, walk.Visited, cancellationToken).ConfigureAwait(false);
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
    /// Returns true when the bytes after complete content can be another, possibly truncated element. Otherwise they were appended to the file.
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
            return EbmlElement.CanBeHeaderStart(bytes);
        }

        var id = (uint)number;
        return EbmlId.IsInSegment(id) || EbmlId.IsInCluster(id) || id is EbmlId.Void or EbmlId.Checksum ||
            (id != EbmlId.Header && size <= (ulong)(_window.Length - walk.Position - idLength - sizeLength));
    }
}
