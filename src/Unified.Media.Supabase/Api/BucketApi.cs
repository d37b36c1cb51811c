namespace Unified.Media.Supabase;

/// <summary>Storage's endpoints for buckets, one method per endpoint. Always called as the service, never as a user.</summary>
internal sealed class BucketApi(StorageTransport transport)
{
    /// <summary>Reads what a bucket allows.</summary>
    /// <returns>Null when there is no such bucket, or the key may not see buckets.</returns>
    public async Task<SupabaseBucketSettings?> FindAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("bucket", bucket), "read the bucket's settings")
        {
            IsService = true,
        };
        var found = await transport.SendOrNullAsync(
            call,
            kind => kind is StorageErrorKind.NoBucket or StorageErrorKind.NoObject,
            SupabaseJson.Default.BucketResponse,
            cancellationToken).ConfigureAwait(false);
        return found is null ? null : new(found.Id, found.Public, found.FileSizeLimit, found.AllowedMimeTypes);
    }

    /// <summary>Makes a bucket.</summary>
    /// <returns>False when it is there already.</returns>
    public Task<bool> CreateAsync(CreateBucketRequest request, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, "/bucket", "make the bucket")
        {
            Content = _ => SupabaseContent.Of(request, SupabaseJson.Default.CreateBucketRequest),
            IsService = true,
            IsWrite = true,
        };
        return transport.TrySendAsync(call, kind => kind is StorageErrorKind.Conflict, cancellationToken);
    }

    /// <summary>
    /// Looks for an object that does not exist, without any right. A public bucket says so; others say nothing of themselves.
    /// </summary>
    public async Task<bool> IsPublicAsync(string bucket, CancellationToken cancellationToken)
    {
        var call = new StorageCall(
            HttpMethod.Get, $"{ObjectPath.Of("object/info/public", bucket)}/unified-media/none", "look at the bucket")
        {
            IsSigned = true,
        };
        try
        {
            return await transport.TrySendAsync(call, SaysNothing, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { Kind: StorageErrorKind.NoObject })
        {
            return true;
        }
    }

    private static bool SaysNothing(StorageErrorKind kind) =>
        kind is StorageErrorKind.NoBucket or StorageErrorKind.Refused or StorageErrorKind.NoRoute or StorageErrorKind.Other;
}
