using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PublishesOverChanges(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        var item = await Inner.PublishAsync(user, request, cancellationToken);
        if (item is not null && item.UpdatedAt != request.Item.UpdatedAt)
        {
            var update = new CatalogUpdate
            {
                Id = item.Id,
                ExpectedUpdatedAt = item.UpdatedAt,
                UpdatedAt = request.Item.UpdatedAt,
                Metadata = request.Item.Metadata,
                Visibility = request.Item.Visibility,
            };
            return await Inner.UpdateAsync(user, update, cancellationToken);
        }

        return item;
    }
}
