using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

/// <summary>Reports every object of a batch as gone but deletes only the first.</summary>
public sealed class DeletesOneOfABatch(IObjectStore inner) : DelegatingObjectStore(inner), IObjectBatchDelete
{
    public int MaxBatchSize => 100;

    public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        foreach (var location in locations.Take(1))
        {
            await Inner.DeleteAsync(location, cancellationToken);
        }

        return [.. locations.Select(location => new ObjectDeleteResult { Location = location })];
    }
}
