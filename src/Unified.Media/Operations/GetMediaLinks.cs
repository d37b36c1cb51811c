using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Creates links with one query of the catalog and one call that signs all URLs.</summary>
internal sealed class GetMediaLinks(IMediaCatalog catalog, ResolveUrls urls, IOptions<UnifiedMediaOptions> defaults)
{
    private const int MaxIds = 1_000;
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<MediaLink>> GetAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? options, CancellationToken cancellationToken)
    {
        var lifetime = options?.Lifetime ?? defaults.Value.UrlLifetime;
        ThrowIfInvalid(ids, lifetime);
        MediaId[] distinctIds = [.. ids.Distinct()];
        var visibleItems = await catalog.FindAsync(user, distinctIds, cancellationToken).ConfigureAwait(false);
        var items = (await urls.ResolveAsync(visibleItems, lifetime, cancellationToken).ConfigureAwait(false)).ToDictionary(item => item.Id);
        return
        [
            .. distinctIds.Where(items.ContainsKey).Select(id => items[id])
                .Select(item => new MediaLink { Id = item.Id, ContentUrl = item.ContentUrl, Url = item.Url, UrlExpiresAt = item.UrlExpiresAt }),
        ];
    }

    private static void ThrowIfInvalid(IReadOnlyCollection<MediaId> ids, TimeSpan lifetime)
    {
        var reasons = new RejectionReasons();
        if (ids.Count > MaxIds)
        {
            reasons.AddField("Ids", $"There are {ids.Count} ids; at most {MaxIds} are allowed.");
        }

        if (lifetime < TimeSpan.FromSeconds(1) || lifetime > MaxLifetime)
        {
            reasons.AddField(
                nameof(MediaLinkOptions.Lifetime), $"The lifetime is {lifetime}; it must be between 1 second and {MaxLifetime.TotalHours} hours.");
        }

        reasons.ThrowIfAny();
    }
}
