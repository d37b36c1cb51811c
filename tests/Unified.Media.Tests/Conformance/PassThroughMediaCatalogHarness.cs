using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughMediaCatalogHarness : InMemoryMediaCatalogHarness
{
    protected override IMediaCatalog Decorate(IMediaCatalog catalog) => new PassThroughMediaCatalog(catalog);
}
