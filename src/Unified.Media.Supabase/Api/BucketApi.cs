namespace Unified.Media.Supabase;

/// <summary>
/// The endpoints of Storage for buckets, with one method per endpoint. All calls use the configured key, never the access token of a user.
/// </summary>
internal sealed class BucketApi(StorageTransport transport)
{
    /// <summary>Gets the settings of a bucket.</summary>
    /// <returns>The settings; null when the bucket does not exist, or when the key is not allowed to read buckets.</returns>
    public async Task<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, ObjectPath.For("bucket", bucket), "read the bucket's settings")
        {
            UsesConfiguredKey = true,
        };
        var bucketResponse = await transport.SendOrNullAsync(
            call,
            kind => kind is StorageErrorKind.BucketNotFound or StorageErrorKind.ObjectNotFound,
            SupabaseJson.Default.BucketResponse,
            cancellationToken).ConfigureAwait(false);
        return bucketResponse is null ? null : new()
        {
            Name = bucketResponse.Id,
            IsPublic = bucketResponse.Public,
            MaxBytes = bucketResponse.FileSizeLimit,
            ContentTypes = bucketResponse.AllowedMimeTypes,
        };
    }

    /// <summary>Creates a bucket.</summary>
    /// <returns>False when the bucket exists already.</returns>
    public Task<bool> CreateAsync(CreateBucketRequest request, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, "/bucket", "create the bucket")
        {
            Content = _ => SupabaseContent.Create(request, SupabaseJson.Default.CreateBucketRequest),
            UsesConfiguredKey = true,
            IsWrite = true,
        };
        return transport.TrySendAsync(call, kind => kind is StorageErrorKind.Conflict, cancellationToken);
    }

    /// <summary>
    /// Determines whether a bucket is public. The key does not need permission to read buckets: the method requests an object that does not exist
    /// through the public route, and Storage reports a missing object only if the bucket is public.
    /// </summary>
    public async Task<bool> IsPublicAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(
            HttpMethod.Get, $"{ObjectPath.For("object/info/public", bucket)}/unified-media/none", "test whether the bucket is public")
        {
            OmitsAccessToken = true,
        };
        try
        {
            return await transport.TrySendAsync(call, IsNotPublic, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { Kind: StorageErrorKind.ObjectNotFound })
        {
            return true;
        }
    }

    private static bool IsNotPublic(StorageErrorKind kind) =>
        kind is StorageErrorKind.BucketNotFound or StorageErrorKind.AccessDenied or StorageErrorKind.RouteNotFound or StorageErrorKind.Other;
}
