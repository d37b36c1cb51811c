using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughFolderHarness : FolderObjectStoreHarness
{
    protected override IObjectStore Decorate(IObjectStore store) => new PassThroughObjectStore(store);
}
