using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PublishesOnlyDuringTheLease(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        request.Reservation.LeaseUntil <= request.Item.CreatedAt
            ? Task.FromResult<MediaItem?>(null)
            : Inner.PublishAsync(user, request, cancellationToken);
}
