using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>Deletes objects, one with one request or up to a thousand with one.</summary>
internal sealed class ObjectDeletion(ObjectApi api, StorageCredentials credentials, SignedUrlCache signedUrls)
{
    /// <summary>The maximum number of objects per request.</summary>
    public const int MaxBatch = 1_000;

    private const int MaxParallelChecks = 8;

    /// <summary>Deletes an object.</summary>
    /// <returns>False when there was none.</returns>
    public Task<bool> DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        DeleteAsync(location, null, cancellationToken);

    /// <summary>
    /// Deletes objects of a bucket. Storage answers success whatever happens; keys that it does not name in its answer are deleted one by
    /// one, which says what the batch hides: that there is no such object, or that a policy keeps it.
    /// </summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="keys">Keys that Storage can hold, each once.</param>
    /// <param name="cancellationToken">Cancels. Keys that are being deleted one by one then have an error, and the others their results.</param>
    /// <returns>A result per key, in any order.</returns>
    /// <exception cref="MediaException">A request for many failed.</exception>
    /// <exception cref="OperationCanceledException">A request for many was cancelled.</exception>
    public async Task<IReadOnlyCollection<DeletedKey>> DeleteManyAsync(
        string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var identity = await credentials.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var results = new ConcurrentBag<DeletedKey>();
        foreach (var batch in keys.Chunk(MaxBatch))
        {
            foreach (var key in batch)
            {
                signedUrls.Remove(new(bucket, key));
            }

            var deleted = (await api.DeleteManyAsync(bucket, batch, identity, cancellationToken).ConfigureAwait(false))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var key in batch.Where(deleted.Contains))
            {
                results.Add(new(key, WasThere: true));
            }

            await Parallel.ForEachAsync(
                batch.Where(key => !deleted.Contains(key)).ToArray(),
                new ParallelOptions { MaxDegreeOfParallelism = MaxParallelChecks },
                async (key, _) => results.Add(await CheckAsync(new(bucket, key), identity, cancellationToken).ConfigureAwait(false)))
                .ConfigureAwait(false);
        }

        return results;
    }

    private async Task<bool> DeleteAsync(ObjectLocation location, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        ObjectKey.Require(location);
        signedUrls.Remove(location);
        return await api.DeleteAsync(location, begunFor, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DeletedKey> CheckAsync(ObjectLocation location, StorageIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(location, identity, cancellationToken).ConfigureAwait(false);
            return new(location.Key, WasThere: false);
        }
        catch (MediaException exception)
        {
            return new(location.Key, WasThere: true, exception);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            // One delete that hangs must not hide what became of the others.
            return new(location.Key, WasThere: true, SupabaseErrors.Cancelled(exception));
        }
    }
}
