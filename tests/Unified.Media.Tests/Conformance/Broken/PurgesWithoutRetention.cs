using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PurgesWithoutRetention(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<int> PurgeAsync(TimeSpan retention, CancellationToken cancellationToken) =>
        Inner.PurgeAsync(TimeSpan.Zero, cancellationToken);
}
