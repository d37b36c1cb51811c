using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class BrokenMediaCatalogHarness<TBroken> : InMemoryMediaCatalogHarness
    where TBroken : DelegatingMediaCatalog
{
    protected override IMediaCatalog Decorate(IMediaCatalog catalog) => (IMediaCatalog)Activator.CreateInstance(typeof(TBroken), catalog)!;
}
