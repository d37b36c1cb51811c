using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class AlwaysTakesOver(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        Inner.ReserveAsync(user, request with { TakeOver = true }, cancellationToken);
}
