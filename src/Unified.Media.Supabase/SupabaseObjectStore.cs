using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Stores the objects of the media store in Supabase Storage, and maps buckets of the catalog to buckets in Storage.</summary>
internal sealed partial class SupabaseObjectStore(
    IMediaUserAccessor users, ObjectReader reader, ObjectUploader uploader, ObjectDeleter deleter, UrlSigner signer, BucketCache buckets,
    BucketMapping mapping, PublicBucketGuard publicBuckets, IOptions<SupabaseStorageOptions> settings, ILogger<SupabaseObjectStore> logger)
    : IObjectStore, IObjectBatchDelete, IObjectListing, IObjectUrls, IObjectVisibility, IPreparable
{
    private SupabaseStorageOptions Settings => settings.Value;

    public string ProviderName => SupabaseErrors.Provider;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var bucket in mapping.TargetBuckets)
            {
                var settings = Settings.CreateBuckets
                    ? await buckets.EnsureAsync(bucket, cancellationToken).ConfigureAwait(false)
                    : await buckets.RefreshAsync(bucket, cancellationToken).ConfigureAwait(false);
                if (settings is { IsPublic: true } && publicBuckets.IsEnabled)
                {
                    Log.BucketIsPublic(logger, bucket);
                }
            }
        }
        catch (MediaProviderException exception) when (exception.IsTransient)
        {
            // The host must be able to start while Storage is unavailable.
            Log.BucketsNotRead(logger, exception);
        }
    }

    public async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var uploadOptions = new UploadOptions(options.ContentType, options.Mode == PutMode.Overwrite, Settings.CacheControl);
        await uploader.PutAsync(users.User, mapping.Map(location), body, uploadOptions, cancellationToken).ConfigureAwait(false);
        return new() { Location = location, SizeBytes = body.Length, ContentType = options.ContentType };
    }

    public async Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        await reader.OpenAsync(users.User, mapping.Map(location), range, cancellationToken).ConfigureAwait(false) is { } content
            ? new(content.Stored with { Location = location }, content.Range, content.Stream)
            : null;

    public async Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await reader.FindAsync(users.User, mapping.Map(location), cancellationToken).ConfigureAwait(false) is { } storedObject
            ? storedObject.Stored with { Location = location }
            : null;

    public Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        deleter.DeleteAsync(users.User, mapping.Map(location), cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var mappedBucket in mapping.GetStorageBuckets(bucket))
        {
            await foreach (var stored in reader.ListAsync(users.User, mappedBucket, keyPrefix, cancellationToken).ConfigureAwait(false))
            {
                // Skips an object that a read of this location would not find, because the read uses the other bucket.
                var location = stored.Location with { Bucket = bucket };
                if (mapping.Map(location) == stored.Location)
                {
                    yield return stored with { Location = location };
                }
            }
        }
    }

    public Uri? GetPublicUrl(ObjectLocation location)
    {
        var mapped = mapping.Map(location);
        return buckets.GetCached(mapped.Bucket) is { IsPublic: true } && ObjectKey.IsValid(mapped)
            ? signer.GetPublicUrl(mapped, null)
            : null;
    }

    public async Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // Signs the URLs of each bucket together, and the buckets in parallel. Legacy rows in the catalog can have invalid keys: their URLs are null.
        var user = users.User;
        var mappedLocations = locations.Select(mapping.Map).ToArray();
        var byBucket = mappedLocations.Where(ObjectKey.IsValid).Distinct().GroupBy(mapped => mapped.Bucket);
        var signed = await Task.WhenAll(byBucket.Select(async group =>
        {
            ObjectLocation[] validLocations = [.. group];
            return validLocations.Zip(await signer.SignAsync(user, group.Key, validLocations, lifetime, cancellationToken).ConfigureAwait(false));
        })).ConfigureAwait(false);
        var urls = signed.SelectMany(pairs => pairs).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. mappedLocations.Select(mapped => urls.GetValueOrDefault(mapped))];
    }

    public Task EnsureAllowedAsync(ObjectLocation location, Visibility visibility, CancellationToken cancellationToken) =>
        publicBuckets.EnsureAllowedAsync(location, visibility, cancellationToken);
}
