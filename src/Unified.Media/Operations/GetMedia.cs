using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Gets one item that the user may see.</summary>
internal sealed class GetMedia(IMediaCatalog catalog, ResolveUrls urls)
{
    public async Task<MediaItem?> GetAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        var items = await catalog.FindAsync(user, [id], cancellationToken).ConfigureAwait(false);
        return (await urls.ResolveAsync(items, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
    }
}
