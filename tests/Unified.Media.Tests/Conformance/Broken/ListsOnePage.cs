using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ListsOnePage(IObjectStore inner) : DelegatingObjectStore(inner), IObjectListing
{
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = 100;
        await foreach (var stored in Inner.GetAbility<IObjectListing>()!.ListAsync(bucket, keyPrefix, cancellationToken))
        {
            if (left-- > 0)
            {
                yield return stored;
            }
        }
    }
}
