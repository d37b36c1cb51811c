using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

/// <summary>Treats the keys of a batch as prefixes.</summary>
public sealed class DeletesByPrefix(IObjectStore inner) : DelegatingObjectStore(inner), IObjectBatchDelete
{
    public int MaxBatchSize => 100;

    public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        foreach (var location in locations.Where(location => location.Key is not ""))
        {
            var listing = Inner.GetAbility<IObjectListing>()!.ListAsync(location.Bucket, location.Key, cancellationToken);
            foreach (var found in await listing.ToListAsync(cancellationToken))
            {
                await Inner.DeleteAsync(found.Location, cancellationToken);
            }
        }

        return [.. locations.Select(location => new ObjectDeleteResult { Location = location })];
    }
}
