using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests;

public sealed class InMemorySystem : MediaSystemHarness
{
    public override Task<MediaSystem> CreateAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult(new MediaSystem { Objects = new InMemoryObjectStore(time), Catalog = new InMemoryMediaCatalog(time) });
}
