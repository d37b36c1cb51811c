using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>Deletes single objects, and batches of up to 1,000 objects per request.</summary>
internal sealed class ObjectDeleter(ObjectApi api, StorageCredentials credentials, SignedUrlCache signedUrls)
{
    /// <summary>The maximum number of objects per request.</summary>
    public const int MaxBatchSize = 1_000;

    private const int MaxParallelDeletes = 8;

    /// <summary>Deletes an object.</summary>
    /// <returns>False when the object did not exist.</returns>
    public Task<bool> DeleteAsync(MediaUser user, ObjectLocation location, CancellationToken cancellationToken) =>
        DeleteAsync(new StorageCaller(user), location, cancellationToken);

    /// <summary>
    /// Deletes objects of a bucket. The response to a batch lists the deleted objects only. The remaining objects are deleted one by one, because
    /// only the response to a single deletion distinguishes a missing object from one that a policy protects.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="keys">Distinct, valid keys.</param>
    /// <param name="cancellationToken">Cancels the call. A single deletion that is running at that time has an error in its result.</param>
    /// <returns>One result per key, in any order.</returns>
    /// <exception cref="MediaException">A request for a batch failed.</exception>
    /// <exception cref="OperationCanceledException">A request for a batch was cancelled.</exception>
    public async Task<IReadOnlyCollection<KeyDeleteResult>> DeleteManyAsync(
        MediaUser user, string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var identity = await credentials.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        var caller = identity.ToCaller();
        var results = new ConcurrentBag<KeyDeleteResult>();
        foreach (var batch in keys.Chunk(MaxBatchSize))
        {
            foreach (var key in batch)
            {
                signedUrls.Remove(new(bucket, key));
            }

            var deletedKeys = (await api.DeleteManyAsync(caller, bucket, batch, cancellationToken).ConfigureAwait(false))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var key in batch.Where(deletedKeys.Contains))
            {
                results.Add(new(key, Existed: true));
            }

            await Parallel.ForEachAsync(
                batch.Where(key => !deletedKeys.Contains(key)).ToArray(),
                new ParallelOptions { MaxDegreeOfParallelism = MaxParallelDeletes },
                async (key, _) => results.Add(await DeleteSingleAsync(caller, new(bucket, key), cancellationToken).ConfigureAwait(false)))
                .ConfigureAwait(false);
        }

        return results;
    }

    private async Task<bool> DeleteAsync(StorageCaller caller, ObjectLocation location, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(location);
        signedUrls.Remove(location);
        return await api.DeleteAsync(caller, location, cancellationToken).ConfigureAwait(false);
    }

    private async Task<KeyDeleteResult> DeleteSingleAsync(
        StorageCaller caller, ObjectLocation location, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(caller, location, cancellationToken).ConfigureAwait(false);
            return new(location.Key, Existed: false);
        }
        catch (MediaException exception)
        {
            return new(location.Key, Existed: true, exception);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            // Throwing would lose the results of the other deletions.
            return new(location.Key, Existed: true, SupabaseErrors.Cancelled(exception));
        }
    }
}
