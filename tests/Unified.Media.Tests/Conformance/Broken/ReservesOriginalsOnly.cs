using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ReservesOriginalsOnly(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken) =>
        Inner.ReserveAsync(
            user, request.Role.IsOriginal ? request : request with { Role = default, Id = MediaId.New(TimeProvider.System) }, cancellationToken);
}
