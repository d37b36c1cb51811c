using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughObjectStoreHarness : InMemoryObjectStoreHarness
{
    protected override IObjectStore Decorate(IObjectStore store) => new PassThroughObjectStore(store);
}
