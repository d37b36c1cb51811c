using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes <c>POST</c> and <c>PUT /object/{bucket}/{key}</c>.</summary>
internal sealed class UploadRoutes(StorageState state)
{
    public Task CreateAsync(StorageRequest request) => UploadAsync(request, request.Upsert);

    /// <summary>Creates or overwrites an object, regardless of the header <c>x-upsert</c>.</summary>
    public Task ReplaceAsync(StorageRequest request) => UploadAsync(request, upsert: true);

    private async Task UploadAsync(StorageRequest request, bool upsert)
    {
        var headers = UploadHeaders.Read(request);
        var caller = state.Callers.Require(request);
        var item = await StoreAsync(request, caller, request.Segment(1), request.PathFrom(2), upsert, headers);
        await Responses.JsonAsync(request, new JsonObject { ["Key"] = $"{item.Bucket}/{item.Key}", ["Id"] = item.Id.ToString() });
    }

    /// <summary>Checks the key, the limits and the policies, and stores the body of the request.</summary>
    /// <param name="owner">The owner of the object; null for the caller.</param>
    public async Task<StorageObject> StoreAsync(
        StorageRequest request,
        StorageCaller caller,
        string bucketName,
        string key,
        bool upsert,
        UploadHeaders headers,
        string? owner = null)
    {
        NameRules.ValidateKey(key);
        var bucket = state.Table.FindBucket(bucketName) ?? throw StorageErrors.BucketNotFound;
        var http = request.Context.Request;
        state.Writer.CheckLimits(bucket, key, headers.IsMultipart ? null : headers.ContentType, http.ContentLength);
        state.Writer.Check(caller, bucketName, key, upsert);
        NameRules.ValidateFileName(key);
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

        return state.Writer.WriteRow(bucketName, key, version, owner ?? caller.Subject ?? string.Empty, content, headers);
    }
}
