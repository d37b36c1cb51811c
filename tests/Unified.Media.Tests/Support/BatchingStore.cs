using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Records batch deletions, and can make them fail.</summary>
internal sealed class BatchingStore(IObjectStore inner, int maxBatchSize = 100) : DelegatingObjectStore(inner), IObjectBatchDelete
{
    private readonly IObjectBatchDelete _batch = inner.GetAbility<IObjectBatchDelete>()!;

    public int MaxBatchSize => maxBatchSize;

    public delegate Task<IReadOnlyList<ObjectDeleteResult>> BatchDelete(IReadOnlyList<ObjectLocation> locations);

    /// <summary>The sizes of the batches.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>The number of objects that were deleted one by one.</summary>
    public int Singles { get; private set; }

    /// <summary>Replaces the batch call. It receives the original call.</summary>
    public Func<IReadOnlyList<ObjectLocation>, BatchDelete, Task<IReadOnlyList<ObjectDeleteResult>>> Delete { get; set; } =
        (locations, delete) => delete(locations);

    public Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        Assert.InRange(locations.Count, 2, maxBatchSize);
        Batches.Add(locations.Count);
        return Delete(locations, some => _batch.DeleteManyAsync(some, cancellationToken));
    }

    public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        Singles++;
        return base.DeleteAsync(location, cancellationToken);
    }
}
