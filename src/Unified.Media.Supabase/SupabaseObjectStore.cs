using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Objects on Supabase Storage. Where an object is, is what the catalog says, but for those that the options keep in another bucket.
/// </summary>
internal sealed class SupabaseObjectStore(SupabaseStorageClient client, StorageParts parts)
    : IObjectStore, IObjectListing, IObjectUrls, IObjectVisibility, IPreparable
{
    private readonly BucketPlaces _places = new(parts.Options.BucketMap);

    public string ProviderName => SupabaseErrors.Provider;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var bucket in client.StoredBuckets)
            {
                var settings = parts.Options.CreateBuckets
                    ? await parts.Buckets.EnsureAsync(bucket, cancellationToken).ConfigureAwait(false)
                    : await parts.Buckets.ReadAsync(bucket, cancellationToken).ConfigureAwait(false);
                if (settings is { IsPublic: true } && !parts.Options.AllowPrivateItemsInPublicBuckets)
                {
                    Log.BucketIsPublic(parts.Logger, bucket);
                }
            }
        }
        catch (MediaProviderException exception) when (exception.IsTransient)
        {
            // A host must be able to start before the service is up.
            Log.BucketsUnread(parts.Logger, exception);
        }
    }

    public async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var place = Place(location);
        await client.From(place.Bucket).PutAsync(place.Key, body, options, cancellationToken).ConfigureAwait(false);
        return new() { Location = location, SizeBytes = body.Length, ContentType = options.ContentType };
    }

    public async Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        await parts.Reads.OpenAsync(Place(location), range, cancellationToken).ConfigureAwait(false) is { } content
            ? new(content.Stored with { Location = location }, content.Range, content.Stream)
            : null;

    public async Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await parts.Reads.FindAsync(Place(location), null, cancellationToken).ConfigureAwait(false) is { } found
            ? found.Stored with { Location = location }
            : null;

    public Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var place = Place(location);
        return client.From(place.Bucket).DeleteAsync(place.Key, cancellationToken);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var place in _places.Of(bucket))
        {
            await foreach (var stored in client.From(place).ListAsync(keyPrefix, cancellationToken).ConfigureAwait(false))
            {
                // An object of ours that lies where none of ours belongs is not what its name says.
                var location = stored.Location with { Bucket = bucket };
                if (_places.Of(location) == stored.Location)
                {
                    yield return stored with { Location = location };
                }
            }
        }
    }

    public Uri? GetPublicUrl(ObjectLocation location)
    {
        var place = Place(location);
        return parts.Buckets.Known(place.Bucket) is { IsPublic: true } && ObjectKey.IsPossible(place)
            ? parts.Signing.PublicUrl(place, null)
            : null;
    }

    public async Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // One call per bucket, all at once. Older rows may have names that no object can have, and spoil no others.
        var places = locations.Select(Place).ToArray();
        var signed = await Task.WhenAll(places.Where(ObjectKey.IsPossible).Distinct().GroupBy(place => place.Bucket).Select(async group =>
        {
            ObjectLocation[] asked = [.. group];
            return asked.Zip(await parts.Signing.SignAsync(group.Key, asked, lifetime, cancellationToken).ConfigureAwait(false));
        })).ConfigureAwait(false);
        var urls = signed.SelectMany(pairs => pairs).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. places.Select(place => urls.GetValueOrDefault(place))];
    }

    public async Task RequireAsync(ObjectLocation location, Visibility visibility, CancellationToken cancellationToken)
    {
        var bucket = Place(location).Bucket;
        if (visibility != Visibility.Public
            && !parts.Options.AllowPrivateItemsInPublicBuckets
            && await parts.Buckets.FindAsync(bucket, cancellationToken).ConfigureAwait(false) is { IsPublic: true })
        {
            throw new MediaProviderException(
                MediaErrorCode.BucketIsPublic,
                ProviderName,
                $"The bucket '{bucket}' is public, and the item is {visibility}: everybody could read it. Make the bucket private, map it to "
                    + $"a private one with {nameof(SupabaseStorageOptions.BucketMap)}, or allow it with "
                    + $"{nameof(SupabaseStorageOptions.AllowPrivateItemsInPublicBuckets)}.",
                null);
        }
    }

    private ObjectLocation Place(ObjectLocation location) => _places.Of(location);
}
