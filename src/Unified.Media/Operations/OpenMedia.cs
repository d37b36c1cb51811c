using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Opens an item's content: the row decides who may, then the object that it names is read.</summary>
internal sealed class OpenMedia(IMediaCatalog catalog, IObjectStore store, ResolveUrls urls)
{
    public async Task<MediaDownload?> RunAsync(MediaUser user, MediaId id, OpenMediaOptions? opening, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(user, [id], cancellationToken).ConfigureAwait(false);
        if (found is not [var item])
        {
            return null;
        }

        CheckRange(opening?.Range, item);
        var content = item.Location is { } location
            ? await store.OpenReadAsync(location, opening?.Range, cancellationToken).ConfigureAwait(false)
            : null;
        return content is null
            ? throw new MediaProviderException(
                MediaErrorCode.ObjectMissing, store.ProviderName, "The catalog has the item, the object store does not have its object.", null)
            : new(urls.WithContentUrl(item), content.Stream, content.Range, content.Stored.ETag);
    }

    private static void CheckRange(ByteRange? range, MediaItem item)
    {
        if (range is { } asked && (asked.Offset < 0 || asked.Length < 0 || asked.Within(item.SizeBytes) is null))
        {
            throw new MediaRejectedException([
                new(RejectionCode.InvalidField, $"The range does not begin within the {item.SizeBytes} bytes of the content.")
                {
                    Field = nameof(OpenMediaOptions.Range),
                }]);
        }
    }
}
