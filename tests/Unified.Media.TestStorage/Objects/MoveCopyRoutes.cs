using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes <c>/object/move</c> and <c>/object/copy</c>.</summary>
internal sealed class MoveCopyRoutes(StorageState state)
{
    /// <summary>Moves an object, which keeps its id and metadata. Never overwrites another object, regardless of <c>x-upsert</c>.</summary>
    public async Task MoveAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var (source, bucket, key, _) = await ReadAsync(request, caller, StorageCommand.Update);
        RequireBucket(bucket);
        if (!state.Policies.Allow(caller, StorageCommand.Update, bucket, key))
        {
            throw StorageErrors.PolicyDenied;
        }

        var same = source.Bucket == bucket && source.Key == key;
        if (!same && state.Table.Find(bucket, key) is not null)
        {
            throw StorageErrors.TargetExists;
        }

        if (!same && state.Table.Remove(source))
        {
            state.Table.Put(source with { Bucket = bucket, Key = key, UpdatedAt = state.Time.GetUtcNow() });
        }

        await Responses.MessageAsync(request, "Successfully moved");
    }

    /// <summary>Copies an object. Like the real server, does not enforce the limits of the target bucket.</summary>
    public async Task CopyAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var (source, bucket, key, body) = await ReadAsync(request, caller, StorageCommand.Select);
        RequireBucket(bucket);
        state.Writer.Check(caller, bucket, key, request.Upsert);
        var version = Guid.NewGuid();
        state.Files.Copy(source.Version, version);
        var headers = new UploadHeaders(source.ContentType, source.CacheControl, source.UserMetadata?.DeepClone(), source.Robots);
        if (body["copyMetadata"]?.GetValue<bool>() == false)
        {
            var given = body["metadata"] as JsonObject;
            headers = headers with
            {
                ContentType = given?["mimetype"]?.ToString() ?? headers.ContentType,
                CacheControl = given?["cacheControl"]?.ToString() ?? headers.CacheControl,
                Metadata = UploadHeaders.ReadMetadata(request.Header("x-metadata")) ?? headers.Metadata,
            };
        }

        var content = new StoredContent(source.Size, source.ETag);
        var item = state.Writer.WriteRow(bucket, key, version, caller.Subject ?? string.Empty, content, headers);
        var row = ObjectJson.Row(item);
        row["Key"] = $"{bucket}/{key}";
        row["Id"] = item.Id.ToString();
        await Responses.JsonAsync(request, row);
    }

    private async Task<(StorageObject Source, string Bucket, string Key, JsonObject Body)> ReadAsync(
        StorageRequest request, StorageCaller caller, StorageCommand needed)
    {
        var body = await JsonBody.ReadAsync(request);
        var bucket = JsonBody.Text(body, "bucketId");
        var from = JsonBody.Text(body, "sourceKey");
        var to = JsonBody.Text(body, "destinationKey");
        NameRules.ValidateKey(to);
        var source = state.Table.Find(bucket, from);
        return source is not null && Allowed(StorageCommand.Select) && Allowed(needed)
            ? (source, body["destinationBucket"]?.ToString() ?? bucket, to, body)
            : throw StorageErrors.ObjectNotFound;

        bool Allowed(StorageCommand command) => state.Policies.Allow(caller, command, bucket, from);
    }

    private void RequireBucket(string name)
    {
        if (state.Table.FindBucket(name) is null)
        {
            throw StorageErrors.RelatedResourceNotFound;
        }
    }
}
