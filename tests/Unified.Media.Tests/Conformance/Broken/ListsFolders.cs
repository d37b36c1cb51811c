using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ListsFolders(IObjectStore inner) : DelegatingObjectStore(inner), IObjectListing
{
    public IAsyncEnumerable<StoredObject> ListAsync(string bucket, string keyPrefix, CancellationToken cancellationToken) =>
        Inner.GetAbility<IObjectListing>()!.ListAsync(bucket, keyPrefix.TrimEnd('/') + "/", cancellationToken);
}
