namespace Unified.Media;

/// <summary>Overwrites the values of location tags in place.</summary>
internal sealed class MatroskaStripping(ByteWindow window, InPlaceEdits edits)
{
    private static readonly ReadOnlyMemory<byte> VoidId = new[] { (byte)EbmlId.Void };

    /// <summary>Strips the location tags of a segment.</summary>
    /// <returns>The number of visited elements, added to <paramref name="visited"/>.</returns>
    public async ValueTask<int> StripTagsAsync(EbmlElement tags, int visited, CancellationToken cancellationToken)
    {
        var (checksum, value, isLocation, hasEdits) = (default(EbmlElement), default(EbmlElement), false, false);
        var walk = EbmlWalk.Inside(tags, window.Format);
        walk.Visited = visited;
        while (walk.MoveNext())
        {
            await window.EnsureAsync(walk.Position, walk.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = walk.Read(window.Read(walk.Position, walk.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Checksum when walk.Depth == 0:
                    checksum = element;
                    break;
                case EbmlId.Tag or EbmlId.SimpleTag:
                    (value, isLocation) = (default, false);
                    walk.Enter(element);
                    break;
                case EbmlId.TagName:
                    var length = (int)Math.Min(element.ContentLength, LocationTagName.MaxLength);
                    await window.EnsureAsync(element.Content, length, cancellationToken).ConfigureAwait(false);
                    isLocation = LocationTagName.Matches(window.Read(element.Content, length));
                    break;
                case EbmlId.TagString or EbmlId.TagBinary:
                    value = element;
                    break;
                default:
                    break;
            }

            if (isLocation && value.Id != 0)
            {
                edits.Zero(value.Content, value.ContentLength, "location");
                (value, hasEdits) = (default, true);
            }
        }

        if (hasEdits && checksum.Id != 0)
        {
            // The optional checksum covers the old bytes, so it becomes a void element.
            edits.Write(checksum.Offset, VoidId, "location");
        }

        return walk.Visited;
    }
}
