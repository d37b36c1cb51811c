using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class HasOneETagForAll(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await Inner.HeadAsync(location, cancellationToken) is { } stored ? stored with { ETag = "\"1\"" } : null;
}
