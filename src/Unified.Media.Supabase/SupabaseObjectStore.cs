using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Keeps objects on Supabase Storage. Where an object is, is what the catalog says, but for those that the options keep in another bucket.
/// </summary>
internal sealed partial class SupabaseObjectStore(
    ObjectReads reads, ObjectUploads uploads, ObjectDeletion deletion, ObjectSigning signing, BucketCache buckets,
    BucketMapping mapping, IOptions<SupabaseStorageOptions> settings, ILogger<SupabaseObjectStore> logger)
    : IObjectStore, IObjectBatchDelete, IObjectListing, IObjectUrls, IObjectVisibility, IPreparable
{
    private SupabaseStorageOptions Settings => settings.Value;

    public string ProviderName => SupabaseErrors.Provider;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var bucket in mapping.StoredBuckets)
            {
                var settings = Settings.CreateBuckets
                    ? await buckets.EnsureAsync(bucket, cancellationToken).ConfigureAwait(false)
                    : await buckets.ReadAsync(bucket, cancellationToken).ConfigureAwait(false);
                if (settings is { IsPublic: true } && !Settings.AllowPrivateItemsInPublicBuckets)
                {
                    Log.BucketIsPublic(logger, bucket);
                }
            }
        }
        catch (MediaProviderException exception) when (exception.IsTransient)
        {
            // A host must be able to start before the service is up.
            Log.BucketsUnread(logger, exception);
        }
    }

    public async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var upload = new UploadOptions(options.ContentType, options.Mode == PutMode.Overwrite, Settings.CacheControl);
        await uploads.PutAsync(mapping.Map(location), body, upload, cancellationToken).ConfigureAwait(false);
        return new() { Location = location, SizeBytes = body.Length, ContentType = options.ContentType };
    }

    public async Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        await reads.OpenAsync(mapping.Map(location), range, cancellationToken).ConfigureAwait(false) is { } content
            ? new(content.Stored with { Location = location }, content.Range, content.Stream)
            : null;

    public async Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await reads.FindAsync(mapping.Map(location), cancellationToken).ConfigureAwait(false) is { } found
            ? found.Stored with { Location = location }
            : null;

    public Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        deletion.DeleteAsync(mapping.Map(location), cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var mapped in mapping.BucketsOf(bucket))
        {
            await foreach (var stored in reads.ListAsync(mapped, keyPrefix, cancellationToken).ConfigureAwait(false))
            {
                // An object of ours that lies where none of ours belongs is not what its name says.
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
        var place = mapping.Map(location);
        return buckets.Known(place.Bucket) is { IsPublic: true } && ObjectKey.IsPossible(place)
            ? signing.PublicUrl(place, null)
            : null;
    }

    public async Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // One call per bucket, all at once. Older rows may have names that no object can have, and spoil no others.
        var places = locations.Select(mapping.Map).ToArray();
        var signed = await Task.WhenAll(places.Where(ObjectKey.IsPossible).Distinct().GroupBy(place => place.Bucket).Select(async group =>
        {
            ObjectLocation[] asked = [.. group];
            return asked.Zip(await signing.SignAsync(group.Key, asked, lifetime, cancellationToken).ConfigureAwait(false));
        })).ConfigureAwait(false);
        var urls = signed.SelectMany(pairs => pairs).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. places.Select(place => urls.GetValueOrDefault(place))];
    }

    public async Task EnsureAllowedAsync(ObjectLocation location, Visibility visibility, CancellationToken cancellationToken)
    {
        var bucket = mapping.Map(location).Bucket;
        if (visibility != Visibility.Public
            && !Settings.AllowPrivateItemsInPublicBuckets
            && await buckets.FindAsync(bucket, cancellationToken).ConfigureAwait(false) is { IsPublic: true })
        {
            throw new MediaProviderException(
                $"The bucket '{bucket}' is public, and the item is {visibility}: everybody could read it. Make the bucket private, map it to "
                    + $"a private one with {nameof(SupabaseStorageOptions.BucketMap)}, or allow it with "
                    + $"{nameof(SupabaseStorageOptions.AllowPrivateItemsInPublicBuckets)}.",
                ProviderName)
            {
                Code = MediaErrorCode.BucketIsPublic,
            };
        }
    }
}
