namespace Unified.Media.TestStorage;

/// <summary>The routes that read and describe objects: authenticated, lenient and public.</summary>
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

    /// <summary>Handles transformed images: validates the parameters, and returns the original.</summary>
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
        return Replies.JsonAsync(request, ObjectJson.Info(item));
    }

    private StorageObject Strict(StorageRequest request, int at)
    {
        var caller = state.Callers.Require(request);
        var bucket = state.Table.FindBucket(request.Segment(at)) ?? throw Failures.BucketMissing;
        return Find(bucket, request.Rest(at + 1), caller);
    }

    /// <summary>Treats an invalid token as none, so that a private bucket does not exist.</summary>
    private StorageObject Lenient(StorageRequest request, int at)
    {
        var bucket = state.Table.FindBucket(request.Segment(at)) ?? throw Failures.BucketMissing;
        var caller = state.Callers.Try(request) ?? (bucket.Public ? StorageCaller.Anonymous : throw Failures.BucketMissing);
        return Find(bucket, request.Rest(at + 1), caller);
    }

    private StorageObject Public(StorageRequest request, int at)
    {
        var bucket = state.Table.FindBucket(request.Segment(at));
        return bucket is { Public: true } ? Find(bucket, request.Rest(at + 1), StorageCaller.Service) : throw Failures.BucketMissing;
    }

    private StorageObject Find(StorageBucket bucket, string key, StorageCaller caller)
    {
        var item = state.Table.Find(bucket.Name, key);
        return item is not null && (bucket.Public || state.Policies.Allow(caller, StorageCommand.Select, bucket.Name, key))
            ? item
            : throw Failures.ObjectMissing;
    }
}
