using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PublishesAnyAttempt(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var other = request.Reservation with { Attempt = attempt };
            if (await Inner.PublishAsync(user, request with { Reservation = other }, cancellationToken) is { } item)
            {
                return item;
            }
        }

        return null;
    }
}
