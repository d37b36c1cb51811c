using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

internal sealed partial class SupabaseObjectStore
{
    public int MaxBatchSize => ObjectDeleter.MaxBatchSize;

    public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        // Deletes the objects of each bucket together. Legacy rows in the catalog can have invalid keys: their results are errors, and their
        // keys are not sent.
        var mappedLocations = locations.Select(mapping.Map).ToArray();
        var errors = mappedLocations.Distinct().ToDictionary(mapped => mapped, MediaException? (mapped) => ObjectKey.FindError(mapped));
        foreach (var group in errors.Where(pair => pair.Value is null).Select(pair => pair.Key).GroupBy(mapped => mapped.Bucket).ToArray())
        {
            foreach (var (mapped, error) in await DeleteFromBucketAsync(group.Key, [.. group], cancellationToken).ConfigureAwait(false))
            {
                errors[mapped] = error;
            }
        }

        if (errors.Values.All(error => error is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return [.. locations.Zip(mappedLocations, (location, mapped) => new ObjectDeleteResult { Location = location, Error = errors[mapped] })];
    }

    private async Task<IEnumerable<(ObjectLocation Location, MediaException? Error)>> DeleteFromBucketAsync(
        string bucket, ObjectLocation[] mappedLocations, CancellationToken cancellationToken)
    {
        try
        {
            string[] keys = [.. mappedLocations.Select(mapped => mapped.Key)];
            var results = await deleter.DeleteManyAsync(users.User, bucket, keys, cancellationToken).ConfigureAwait(false);
            return results.Select(result => (new ObjectLocation(bucket, result.Key), result.Error));
        }
        catch (MediaException exception)
        {
            return mappedLocations.Select(mapped => (mapped, (MediaException?)exception));
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            return mappedLocations.Select(mapped => (mapped, (MediaException?)SupabaseErrors.Cancelled(exception)));
        }
    }
}
