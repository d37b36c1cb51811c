using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ConsumesKeysOfFailedAttempts(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        await Inner.FindAsync(user, [reservation.Id], cancellationToken) is []
        && await Inner.MarkDeletedAsync(user, reservation.Id, cancellationToken) is not null;
}
