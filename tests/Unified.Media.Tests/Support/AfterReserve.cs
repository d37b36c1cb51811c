using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Runs an action between the reservation of an attempt and the put of its object.</summary>
internal sealed class AfterReserve(IMediaCatalog inner, Action happen) : DelegatingMediaCatalog(inner)
{
    public override async Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        var result = await base.ReserveAsync(user, request, cancellationToken);
        happen();
        return result;
    }
}
