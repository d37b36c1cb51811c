using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public class InMemoryObjectStoreHarness : ObjectStoreHarness
{
    public override ObjectStoreAbilities Abilities =>
        ObjectStoreAbilities.AtomicCreate | ObjectStoreAbilities.Listing
        | ObjectStoreAbilities.KeepsContentType | ObjectStoreAbilities.ETags | ObjectStoreAbilities.BatchDelete;

    public override Task<IObjectStore> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Decorate(new InMemoryObjectStore(TimeProvider.System)));

    protected virtual IObjectStore Decorate(IObjectStore store) => store;
}
