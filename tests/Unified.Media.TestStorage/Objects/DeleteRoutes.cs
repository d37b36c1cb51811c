using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes that delete one object, with errors, and many objects, without errors for those that are not deleted.</summary>
internal sealed class DeleteRoutes(StorageState state)
{
    public async Task OneAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        await JsonBody.RejectEmptyJsonAsync(request);
        var (bucket, key) = (request.Segment(1), request.Rest(2));
        var item = state.Table.Find(bucket, key) ?? throw Failures.ObjectMissing;
        if (!MayDelete(caller, bucket, key))
        {
            throw Failures.AccessDenied;
        }

        state.Remove(item);
        await Replies.MessageAsync(request, "Successfully deleted");
    }

    public async Task ManyAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var bucket = request.Segment(1);
        var deleted = new JsonArray();
        foreach (var key in JsonBody.Strings(body, "prefixes").Distinct(StringComparer.Ordinal))
        {
            if (state.Table.Find(bucket, key) is { } item && MayDelete(caller, bucket, key) && state.Remove(item))
            {
                deleted.Add((JsonNode)ObjectJson.Row(item));
            }
        }

        await Replies.JsonAsync(request, deleted);
    }

    private bool MayDelete(StorageCaller caller, string bucket, string key) =>
        state.Policies.Allow(caller, StorageCommand.Select, bucket, key)
        && state.Policies.Allow(caller, StorageCommand.Delete, bucket, key);
}
