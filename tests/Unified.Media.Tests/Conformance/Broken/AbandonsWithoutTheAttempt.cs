using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class AbandonsWithoutTheAttempt(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<bool> AbandonAsync(MediaUser user, Reservation reservation, CancellationToken cancellationToken) =>
        await Inner.AbandonAsync(user, reservation, cancellationToken)
        || await Inner.AbandonAsync(user, reservation with { Attempt = 2 }, cancellationToken)
        || await Inner.AbandonAsync(user, reservation with { Attempt = 1 }, cancellationToken);
}
