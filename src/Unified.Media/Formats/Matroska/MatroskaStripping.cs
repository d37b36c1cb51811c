namespace Unified.Media;

/// <summary>Overwrites the values of location tags in place.</summary>
internal sealed class MatroskaStripping(ByteWindow window, InPlaceEdits edits)
{
    private static readonly ReadOnlyMemory<byte> VoidId = new[] { (byte)EbmlId.Void };

    /// <summary>Strips the location tags of a segment.</summary>
    /// <returns>The number of elements read so far, including <paramref name="elementsRead"/>.</returns>
    public async ValueTask<int> StripTagsAsync(EbmlElement tags, int elementsRead, CancellationToken cancellationToken)
    {
        var (checksum, value, isLocation, hasEdits) = (default(EbmlElement), default(EbmlElement), false, false);
        var reader = EbmlReader.Inside(tags, window.Format);
        reader.ElementsRead = elementsRead;
        while (reader.MoveNext())
        {
            await window.EnsureLoadedAsync(reader.Position, reader.HeaderLength, cancellationToken).ConfigureAwait(false);
            var element = reader.Read(window.Read(reader.Position, reader.HeaderLength));
            switch (element.Id)
            {
                case EbmlId.Checksum when reader.Depth == 0:
                    checksum = element;
                    break;
                case EbmlId.Tag or EbmlId.SimpleTag:
                    (value, isLocation) = (default, false);
                    reader.Enter(element);
                    break;
                case EbmlId.TagName:
                    var length = (int)Math.Min(element.ContentLength, LocationTagName.MaxLength);
                    await window.EnsureLoadedAsync(element.ContentStart, length, cancellationToken).ConfigureAwait(false);
                    isLocation = LocationTagName.Matches(window.Read(element.ContentStart, length));
                    break;
                case EbmlId.TagString or EbmlId.TagBinary:
                    value = element;
                    break;
                default:
                    break;
            }

            if (isLocation && value.Id != 0)
            {
                edits.FillWithZeros(value.ContentStart, value.ContentLength, "location");
                (value, hasEdits) = (default, true);
            }
        }

        if (hasEdits && checksum.Id != 0)
        {
            // The optional checksum was computed from the original bytes, so it is changed to a void element, which readers skip.
            edits.Write(checksum.Offset, VoidId, "location");
        }

        return reader.ElementsRead;
    }
}
