using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

/// <summary>Answers that every object of a batch is gone, and deletes the first one only.</summary>
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
