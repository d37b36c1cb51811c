using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ForgetsKeysOfDeletedItems(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        await Inner.ReserveAsync(user, request, cancellationToken) is { Status: not ReserveStatus.Gone } result
            ? result
            : await Inner.ReserveAsync(user, request with { IdempotencyKey = null, Fingerprint = null }, cancellationToken);
}
