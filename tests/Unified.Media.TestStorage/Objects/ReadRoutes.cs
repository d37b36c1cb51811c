namespace Unified.Media.TestStorage;

/// <summary>
/// The routes that read and describe objects. The authenticated routes require a valid token. The lenient routes, which have no prefix, treat an
/// invalid token as a missing one. The public routes read public buckets only.
/// </summary>
internal sealed class ReadRoutes(StorageState state)
{
    public Task GetAuthenticatedAsync(StorageRequest request) => state.Content.SendAsync(request, Strict(request, 2));

    public Task GetLenientAsync(StorageRequest request) => state.Content.SendAsync(request, Lenient(request, 1));

    public Task GetPublicAsync(StorageRequest request) => state.Content.SendAsync(request, Public(request, 2));

    public Task InfoAuthenticatedAsync(StorageRequest request) => InfoAsync(request, Strict(request, 3));

    public Task InfoLenientAsync(StorageRequest request) => InfoAsync(request, Lenient(request, 2));

    public Task InfoPublicAsync(StorageRequest request) => InfoAsync(request, Public(request, 3));

    public Task RenderAuthenticatedAsync(StorageRequest request) => RenderAsync(request, () => Strict(request, 3));

    public Task RenderPublicAsync(StorageRequest request) => RenderAsync(request, () => Public(request, 3));

    /// <summary>Validates the parameters of a transformation, and returns the original image.</summary>
    private async Task RenderAsync(StorageRequest request, Func<StorageObject> find)
    {
        var transformations = Transformation.FromQuery(request);
        await state.Content.SendAsync(request, find(), transformed: transformations);
    }

    private static Task InfoAsync(StorageRequest request, StorageObject item)
    {
        var headers = request.Context.Response.Headers;
        headers.ETag = item.ETag;
        headers.LastModified = item.LastModified.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        headers.CacheControl = item.CacheControl;
        return Responses.JsonAsync(request, ObjectJson.Info(item));
    }

    private StorageObject Strict(StorageRequest request, int bucketIndex)
    {
        var caller = state.Callers.Require(request);
        var bucket = state.Table.FindBucket(request.Segment(bucketIndex)) ?? throw StorageErrors.BucketNotFound;
        return Find(bucket, request.PathFrom(bucketIndex + 1), caller);
    }

    /// <summary>Finds an object. Without a valid token, private buckets count as missing.</summary>
    private StorageObject Lenient(StorageRequest request, int bucketIndex)
    {
        var bucket = state.Table.FindBucket(request.Segment(bucketIndex)) ?? throw StorageErrors.BucketNotFound;
        var caller = state.Callers.Try(request) ?? (bucket.Public ? StorageCaller.Anonymous : throw StorageErrors.BucketNotFound);
        return Find(bucket, request.PathFrom(bucketIndex + 1), caller);
    }

    private StorageObject Public(StorageRequest request, int bucketIndex)
    {
        var bucket = state.Table.FindBucket(request.Segment(bucketIndex));
        return bucket is { Public: true }
            ? Find(bucket, request.PathFrom(bucketIndex + 1), StorageCaller.Service)
            : throw StorageErrors.BucketNotFound;
    }

    private StorageObject Find(StorageBucket bucket, string key, StorageCaller caller)
    {
        var item = state.Table.Find(bucket.Name, key);
        return item is not null && (bucket.Public || state.Policies.Allow(caller, StorageCommand.Select, bucket.Name, key))
            ? item
            : throw StorageErrors.ObjectNotFound;
    }
}
