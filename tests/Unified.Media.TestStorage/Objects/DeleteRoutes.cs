using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes that delete one or many objects. Deleting many responds with success, and returns the deleted objects only.</summary>
internal sealed class DeleteRoutes(StorageState state)
{
    public async Task OneAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        await JsonBody.RejectEmptyJsonAsync(request);
        var (bucket, key) = (request.Segment(1), request.PathFrom(2));
        var item = state.Table.Find(bucket, key) ?? throw StorageErrors.ObjectNotFound;
        if (!CanDelete(caller, bucket, key))
        {
            throw StorageErrors.AccessDenied;
        }

        state.Remove(item);
        await Responses.MessageAsync(request, "Successfully deleted");
    }

    public async Task ManyAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var bucket = request.Segment(1);
        var deleted = new JsonArray();
        foreach (var key in JsonBody.Strings(body, "prefixes").Distinct(StringComparer.Ordinal))
        {
            if (state.Table.Find(bucket, key) is { } item && CanDelete(caller, bucket, key) && state.Remove(item))
            {
                deleted.Add((JsonNode)ObjectJson.Row(item));
            }
        }

        await Responses.JsonAsync(request, deleted);
    }

    private bool CanDelete(StorageCaller caller, string bucket, string key) =>
        state.Policies.Allow(caller, StorageCommand.Select, bucket, key)
        && state.Policies.Allow(caller, StorageCommand.Delete, bucket, key);
}
