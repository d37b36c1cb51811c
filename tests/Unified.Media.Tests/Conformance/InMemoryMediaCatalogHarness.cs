using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public class InMemoryMediaCatalogHarness : MediaCatalogHarness
{
    public override Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult(Decorate(new InMemoryMediaCatalog(time)));

    protected virtual IMediaCatalog Decorate(IMediaCatalog catalog) => catalog;
}
