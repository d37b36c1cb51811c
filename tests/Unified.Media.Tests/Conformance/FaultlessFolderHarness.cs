using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FaultlessFolderHarness : FolderObjectStoreHarness
{
    protected override IObjectStore Decorate(IObjectStore store) => new FaultyObjectStore(store, new());
}
