using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>Deletes single objects, and batches of up to 1,000 objects with one request.</summary>
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
    /// Deletes objects of a bucket. Storage always responds with success, and names the objects that it deleted. The others are deleted one by one:
    /// only that response tells whether the object did not exist, or a policy protects it.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="keys">Valid keys, each once.</param>
    /// <param name="cancellationToken">Cancels. Keys that are being deleted one by one then have an error, and the others their results.</param>
    /// <returns>One result per key, in any order.</returns>
    /// <exception cref="MediaException">A request for a batch failed.</exception>
    /// <exception cref="OperationCanceledException">A request for a batch was cancelled.</exception>
    public async Task<IReadOnlyCollection<KeyDeleteResult>> DeleteManyAsync(
        MediaUser user, string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var identity = await credentials.IdentifyAsync(user, cancellationToken).ConfigureAwait(false);
        var caller = identity.ToCaller();
        var results = new ConcurrentBag<KeyDeleteResult>();
        foreach (var batch in keys.Chunk(MaxBatchSize))
        {
            foreach (var key in batch)
            {
                signedUrls.Remove(new(bucket, key));
            }

            var deleted = (await api.DeleteManyAsync(caller, bucket, batch, cancellationToken).ConfigureAwait(false))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var key in batch.Where(deleted.Contains))
            {
                results.Add(new(key, Existed: true));
            }

            await Parallel.ForEachAsync(
                batch.Where(key => !deleted.Contains(key)).ToArray(),
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
            // One request that hangs must not hide the results of the others.
            return new(location.Key, Existed: true, SupabaseErrors.Cancelled(exception));
        }
    }
}
