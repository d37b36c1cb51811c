using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The objects of items that are deleted one after the other: they go together, a batch with one call where the store can. Disposing
/// deletes the rest. What is not deleted in time, the janitor deletes.
/// </summary>
internal sealed class DeletionBatch(DeleteObjects deleteObjects, MediaUserAccessor users, MediaUser user, TimeSpan withinPerItem)
    : IAsyncDisposable
{
    private readonly List<LedgerObject> _objects = [];

    /// <summary>Adds the objects of one item.</summary>
    public void Add(IReadOnlyList<LedgerObject> objects) => _objects.AddRange(objects);

    /// <summary>Deletes the objects once there are enough of them for a call.</summary>
    public Task DeleteWhenFullAsync() => _objects.Count >= deleteObjects.BatchSize ? DeleteAsync() : Task.CompletedTask;

    /// <summary>Deletes the objects that are left.</summary>
    public ValueTask DisposeAsync() => new(DeleteAsync());

    private async Task DeleteAsync()
    {
        LedgerObject[] objects = [.. _objects];
        _objects.Clear();
        await users.RunAsync(user, () => deleteObjects.DeleteAsync(objects, WithinFor(objects.Length))).ConfigureAwait(false);
    }

    // Objects of a batch share the time of one call, so that the caller does not wait for each of them.
    private TimeSpan WithinFor(int objects)
    {
        var (each, longest) = (withinPerItem * objects, withinPerItem + DeleteObjects.Background);
        return each < longest ? each : longest;
    }
}
