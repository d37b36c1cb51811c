using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Collects the objects of deleted items and deletes them in batches, with one call per batch where the object store supports it. Disposing deletes
/// the last batch. The janitor deletes objects that are not deleted in time.
/// </summary>
internal sealed class DeletionBatch(DeleteObjects deleteObjects, MediaUserAccessor users, MediaUser user, TimeSpan timeoutPerItem)
    : IAsyncDisposable
{
    private readonly List<LedgerObject> _objects = [];

    /// <summary>Adds the objects of one item.</summary>
    public void Add(IReadOnlyList<LedgerObject> objects) => _objects.AddRange(objects);

    /// <summary>Deletes the objects when they fill a batch.</summary>
    public Task DeleteWhenFullAsync() => _objects.Count >= deleteObjects.BatchSize ? DeleteAsync() : Task.CompletedTask;

    /// <summary>Deletes the remaining objects.</summary>
    public ValueTask DisposeAsync() => new(DeleteAsync());

    private async Task DeleteAsync()
    {
        LedgerObject[] objects = [.. _objects];
        _objects.Clear();
        await users.RunAsync(user, () => deleteObjects.DeleteAsync(objects, TimeoutFor(objects.Length))).ConfigureAwait(false);
    }

    // The objects of a batch share the timeout of one call, so that the caller does not wait for each of them.
    private TimeSpan TimeoutFor(int count)
    {
        var (total, max) = (timeoutPerItem * count, timeoutPerItem + DeleteObjects.CleanupTimeout);
        return total < max ? total : max;
    }
}
