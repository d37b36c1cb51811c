using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class BrokenObjectStoreHarness<TBroken> : InMemoryObjectStoreHarness
    where TBroken : DelegatingObjectStore
{
    protected override IObjectStore Decorate(IObjectStore store) => (IObjectStore)Activator.CreateInstance(typeof(TBroken), store)!;
}
