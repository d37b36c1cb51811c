using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ReturnsANewIdEveryTime(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) => Task.FromResult(Guid.NewGuid());
}
