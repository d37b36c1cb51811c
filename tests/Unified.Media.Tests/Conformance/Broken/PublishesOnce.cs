using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PublishesOnce(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken) =>
        (await Inner.FindAsync(user, [request.Reservation.Id], cancellationToken)).Count > 0
            ? null
            : await Inner.PublishAsync(user, request, cancellationToken);
}
