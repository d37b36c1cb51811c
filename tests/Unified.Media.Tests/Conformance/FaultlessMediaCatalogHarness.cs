using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FaultlessMediaCatalogHarness : InMemoryMediaCatalogHarness
{
    protected override IMediaCatalog Decorate(IMediaCatalog catalog) => new FaultyMediaCatalog(catalog, new());
}
