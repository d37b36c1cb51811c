using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class UpdatesStaleVersions(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            if ((await Inner.FindAsync(user, [update.Id], cancellationToken)).SingleOrDefault() is not { } item)
            {
                return null;
            }

            if (await Inner.UpdateAsync(user, update with { ExpectedUpdatedAt = item.UpdatedAt }, cancellationToken) is { } changed)
            {
                return changed;
            }
        }

        return null;
    }
}
