using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

internal sealed partial class SupabaseObjectStore
{
    public int MaxBatchSize => ObjectDeletion.MaxBatch;

    public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        // One call per bucket. Older rows may have names that no object can have, and spoil no others.
        var places = locations.Select(mapping.Map).ToArray();
        var errors = places.Distinct().ToDictionary(place => place, MediaException? (place) => ObjectKey.Check(place));
        foreach (var group in errors.Where(pair => pair.Value is null).Select(pair => pair.Key).GroupBy(place => place.Bucket).ToArray())
        {
            foreach (var (place, error) in await DeleteFromBucketAsync(group.Key, [.. group], cancellationToken).ConfigureAwait(false))
            {
                errors[place] = error;
            }
        }

        if (errors.Values.All(error => error is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return [.. locations.Zip(places, (location, place) => new ObjectDeleteResult { Location = location, Error = errors[place] })];
    }

    private async Task<IEnumerable<(ObjectLocation Place, MediaException? Error)>> DeleteFromBucketAsync(
        string bucket, ObjectLocation[] places, CancellationToken cancellationToken)
    {
        try
        {
            var results = await deletion.DeleteManyAsync(bucket, [.. places.Select(place => place.Key)], cancellationToken)
                .ConfigureAwait(false);
            return results.Select(result => (new ObjectLocation(bucket, result.Key), result.Error));
        }
        catch (MediaException exception)
        {
            return places.Select(place => (place, (MediaException?)exception));
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            return places.Select(place => (place, (MediaException?)SupabaseErrors.Cancelled(exception)));
        }
    }
}
