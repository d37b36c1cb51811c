using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The objects of items that are deleted one after the other: they go together, a batch with one call where the store can. Disposing
/// deletes the rest. What is not deleted in time, the janitor deletes.
/// </summary>
internal sealed class DeletionBatch(DeleteObjects deleteObjects, TimeSpan withinPerItem) : IAsyncDisposable
{
    private readonly List<LedgerObject> _objects = [];
    private int _items;

    /// <summary>Adds the objects of one item.</summary>
    public void Add(IReadOnlyList<LedgerObject> objects)
    {
        _objects.AddRange(objects);
        _items++;
    }

    /// <summary>Deletes the objects once there are enough of them for a call.</summary>
    public Task DeleteWhenFullAsync() => _objects.Count >= deleteObjects.BatchSize ? DeleteAsync() : Task.CompletedTask;

    /// <summary>Deletes the objects that are left.</summary>
    public ValueTask DisposeAsync() => new(DeleteAsync());

    private async Task DeleteAsync()
    {
        LedgerObject[] objects = [.. _objects];
        var within = withinPerItem * _items;
        _objects.Clear();
        _items = 0;
        await deleteObjects.DeleteAsync(objects, within).ConfigureAwait(false);
    }
}
