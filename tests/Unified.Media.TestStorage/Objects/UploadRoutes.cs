using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes <c>POST</c> and <c>PUT /object/{bucket}/{key}</c>.</summary>
internal sealed class UploadRoutes(StorageState state)
{
    public Task CreateAsync(StorageRequest request) => UploadAsync(request, request.Upsert);

    /// <summary>Handles PUT, which creates or overwrites an object regardless of the header.</summary>
    public Task ReplaceAsync(StorageRequest request) => UploadAsync(request, upsert: true);

    private async Task UploadAsync(StorageRequest request, bool upsert)
    {
        var headers = UploadHeaders.Read(request);
        var caller = state.Callers.Require(request);
        var item = await StoreAsync(request, caller, request.Segment(1), request.Rest(2), upsert, headers);
        await Replies.JsonAsync(request, new JsonObject { ["Key"] = $"{item.Bucket}/{item.Key}", ["Id"] = item.Id.ToString() });
    }

    /// <summary>Stores a body, after an earlier check or a check of the policies.</summary>
    public async Task<StorageObject> StoreAsync(
        StorageRequest request,
        StorageCaller caller,
        string bucketName,
        string key,
        bool upsert,
        UploadHeaders headers,
        string? owner = null)
    {
        KeyRule.CheckKey(key);
        var bucket = state.Table.FindBucket(bucketName) ?? throw Failures.BucketMissing;
        var http = request.Context.Request;
        state.Write.CheckLimits(bucket, key, headers.IsMultipart ? null : headers.ContentType, http.ContentLength);
        state.Write.Check(caller, bucketName, key, upsert);
        KeyRule.CheckFile(key);
        var version = Guid.NewGuid();
        var content = default(StoredContent);
        if (headers.IsMultipart)
        {
            (content, headers) = await new MultipartUpload(state).ReadAsync(request, bucket, key, version, headers);
        }
        else
        {
            content = await state.Files.WriteAsync(version, http.Body, limit: null, request.Aborted);
        }

        return state.Write.Finish(bucketName, key, version, owner ?? caller.Subject ?? string.Empty, content, headers);
    }
}
