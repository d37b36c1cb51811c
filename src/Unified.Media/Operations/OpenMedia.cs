using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Opens an item's content: finds the item if the user may see it, and opens its object.</summary>
internal sealed class OpenMedia(IMediaCatalog catalog, IObjectStore store, ResolveUrls urls)
{
    public async Task<MediaDownload?> OpenAsync(MediaUser user, MediaId id, OpenMediaOptions? options, CancellationToken cancellationToken)
    {
        var items = await catalog.FindAsync(user, [id], cancellationToken).ConfigureAwait(false);
        if (items is not [var item])
        {
            return null;
        }

        ThrowIfOutOfRange(options?.Range, item);
        var content = item.Location is { } location ? await OpenAsync(location, options?.Range, cancellationToken).ConfigureAwait(false) : null;
        return content is null
            ? throw new MediaProviderException(
                "The catalog has the item, but the object store does not have its object.", store.ProviderName)
            {
                Code = MediaErrorCode.ObjectMissing,
                Location = item.Location,
            }
            : new(urls.WithContentUrl(item), content.Stream)
            {
                Offset = content.Range.Offset,
                Length = content.Range.Length ?? item.SizeBytes - content.Range.Offset,
                ETag = content.Stored.ETag,
            };
    }

    private async Task<ObjectContent?> OpenAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenReadAsync(location, range, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaProviderException exception)
        {
            exception.Location ??= location;
            throw;
        }
    }

    private static void ThrowIfOutOfRange(ByteRange? range, MediaItem item)
    {
        if (range is { } requested && (requested.Offset < 0 || requested.Length < 0 || requested.Within(item.SizeBytes) is null))
        {
            throw new MediaRejectedException([
                new(RejectionCode.InvalidField, $"The range does not begin within the {item.SizeBytes} bytes of the content.")
                {
                    Field = nameof(OpenMediaOptions.Range),
                }]);
        }
    }
}
