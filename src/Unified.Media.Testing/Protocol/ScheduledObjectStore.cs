using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>An object store decorator whose calls wait for the turn of their actor, except <c>HeadAsync</c>.</summary>
internal sealed class ScheduledObjectStore(IObjectStore inner, DeterministicScheduler scheduler)
    : DelegatingObjectStore(inner), IObjectListing, IObjectBatchDelete
{
    public int MaxBatchSize => Inner.GetAbility<IObjectBatchDelete>()!.MaxBatchSize;

    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.PutAsync(location, body, options, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await base.OpenReadAsync(location, range, cancellationToken).ConfigureAwait(false);
    }

    public override async Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        await base.DeleteAsync(location, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        return await Inner.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync(locations, cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The scenarios use one bucket only.
        if (bucket == ObjectLayout.UploadedImages.Bucket)
        {
            await scheduler.WaitForTurnAsync().ConfigureAwait(false);
        }

        await foreach (var storedObject in Inner.GetAbility<IObjectListing>()!.ListAsync(bucket, keyPrefix, cancellationToken).ConfigureAwait(false))
        {
            yield return storedObject;
        }
    }

    public override TAbility? GetAbility<TAbility>()
        where TAbility : class => Inner.GetAbility<TAbility>() is { } ability ? this as TAbility ?? ability : null;
}
