namespace Unified.Media.Supabase;

/// <summary>Storage's endpoints for buckets, one method per endpoint. They are called with the configured key, never on behalf of a user.</summary>
internal sealed class BucketApi(StorageTransport transport)
{
    /// <summary>Gets the settings of a bucket.</summary>
    /// <returns>The settings; null when the bucket does not exist, or the key may not read buckets.</returns>
    public async Task<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("bucket", bucket), "read the bucket's settings")
        {
            IsService = true,
        };
        var found = await transport.SendOrNullAsync(
            call,
            kind => kind is StorageErrorKind.BucketNotFound or StorageErrorKind.ObjectNotFound,
            SupabaseJson.Default.BucketResponse,
            cancellationToken).ConfigureAwait(false);
        return found is null ? null : new()
        {
            Name = found.Id,
            IsPublic = found.Public,
            MaxBytes = found.FileSizeLimit,
            ContentTypes = found.AllowedMimeTypes,
        };
    }

    /// <summary>Creates a bucket.</summary>
    /// <returns>False when the bucket exists already.</returns>
    public Task<bool> CreateAsync(CreateBucketRequest request, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, "/bucket", "create the bucket")
        {
            Content = _ => SupabaseContent.Of(request, SupabaseJson.Default.CreateBucketRequest),
            IsService = true,
            IsWrite = true,
        };
        return transport.TrySendAsync(call, kind => kind is StorageErrorKind.Conflict, cancellationToken);
    }

    /// <summary>
    /// Tells whether a bucket is public, without the right to read buckets. Asks the public route for an object that does not exist: only for a
    /// public bucket does Storage respond that the object is missing.
    /// </summary>
    public async Task<bool> IsPublicAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(
            HttpMethod.Get, $"{ObjectPath.Of("object/info/public", bucket)}/unified-media/none", "test whether the bucket is public")
        {
            IsSigned = true,
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
