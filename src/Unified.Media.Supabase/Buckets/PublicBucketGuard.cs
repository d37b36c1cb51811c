using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>Rejects private items in public buckets, unless the options allow them.</summary>
internal sealed class PublicBucketGuard(BucketCache buckets, BucketMapping mapping, IOptions<SupabaseStorageOptions> settings)
{
    /// <summary>True when private items in public buckets are rejected.</summary>
    public bool IsEnabled => !settings.Value.AllowPrivateItemsInPublicBuckets;

    /// <summary>Checks whether the bucket of a location may contain an item with the given visibility.</summary>
    /// <exception cref="MediaProviderException"><c>bucket_is_public</c>: the bucket is public, and the item is not.</exception>
    public async Task EnsureAllowedAsync(ObjectLocation location, Visibility visibility, CancellationToken cancellationToken)
    {
        if (visibility == Visibility.Public || !IsEnabled)
        {
            return;
        }

        var bucket = mapping.Map(location).Bucket;
        if (await buckets.FindAsync(bucket, cancellationToken).ConfigureAwait(false) is { IsPublic: true })
        {
            throw new MediaProviderException(
                $"The bucket '{bucket}' is public, so everyone could read the {visibility} item. Make the bucket private, map it to a private "
                    + $"one with {nameof(SupabaseStorageOptions.BucketMap)}, or allow it with "
                    + $"{nameof(SupabaseStorageOptions.AllowPrivateItemsInPublicBuckets)}.",
                SupabaseErrors.Provider)
            {
                Code = MediaErrorCode.BucketIsPublic,
                Location = location,
            };
        }
    }
}
