using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes of <c>/bucket</c>. Only the service role has access, because the server has no policies for buckets.</summary>
internal sealed class BucketRoutes(StorageState state)
{
    public async Task CreateAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var name = JsonBody.Text(body, "name");
        NameRules.ValidateBucketName(name);
        if (!caller.IsService)
        {
            throw StorageErrors.PolicyDenied;
        }

        var now = state.Time.GetUtcNow();
        var bucket = new StorageBucket(
            name,
            body["public"]?.GetValue<bool>() ?? false,
            BucketLimits.Size(body["file_size_limit"], state.Options.SizeLimit),
            BucketLimits.Types(body["allowed_mime_types"]),
            now,
            now);
        if (!state.Table.AddBucket(bucket))
        {
            throw StorageErrors.BucketExists;
        }

        await Responses.JsonAsync(request, new JsonObject { ["name"] = name });
    }

    public Task ListAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var search = request.Query("search") ?? string.Empty;
        var column = request.Query("sortColumn") ?? "name";
        var found = (caller.IsService ? state.Table.Buckets : []).Where(b => b.Name.Contains(search, StringComparison.OrdinalIgnoreCase));
        found = column switch
        {
            "created_at" => found.OrderBy(b => b.CreatedAt),
            "updated_at" => found.OrderBy(b => b.UpdatedAt),
            _ => found.OrderBy(b => b.Name, StringComparer.Ordinal),
        };
        found = request.Query("sortOrder") == "desc" ? found.Reverse() : found;
        var page = found.Skip(Number(request, "offset", 0)).Take(Number(request, "limit", int.MaxValue));
        return Responses.JsonAsync(request, new JsonArray([.. page.Select(b => (JsonNode)b.ToJson(withType: true))]));
    }

    public Task GetAsync(StorageRequest request) => Responses.JsonAsync(request, Visible(request).ToJson(withType: false));

    public async Task UpdateAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        string[] names = ["public", "file_size_limit", "allowed_mime_types"];
        if (!names.Any(body.ContainsKey))
        {
            var missing = names.Select(n => $"body must have required property '{n}'");
            throw StorageErrors.Schema(string.Join(", ", missing) + ", body must match a schema in anyOf");
        }

        var bucket = Find(caller, request.Segment(1));
        state.Table.ReplaceBucket(bucket with
        {
            Public = body["public"]?.GetValue<bool>() ?? bucket.Public,
            SizeLimit = body.ContainsKey("file_size_limit")
                ? BucketLimits.Size(body["file_size_limit"], state.Options.SizeLimit)
                : bucket.SizeLimit,
            AllowedTypes = body.ContainsKey("allowed_mime_types") ? BucketLimits.Types(body["allowed_mime_types"]) : bucket.AllowedTypes,
            UpdatedAt = state.Time.GetUtcNow(),
        });
        await Responses.MessageAsync(request, "Successfully updated");
    }

    public Task EmptyAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        if (!caller.IsService)
        {
            throw StorageErrors.WrongRole;
        }

        var bucket = Find(caller, request.Segment(1));
        foreach (var item in state.Table.Objects(bucket.Name))
        {
            state.Remove(item);
        }

        return Responses.MessageAsync(request, "Empty bucket has been queued. Completion may take up to an hour.");
    }

    public Task DeleteAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var name = request.Segment(1);
        if (state.Table.FindBucket(name) is not null && state.Table.Objects(name).Count > 0)
        {
            // The real server counts the objects with its own permissions, so every caller gets this error.
            throw StorageErrors.BucketNotEmpty;
        }

        state.Table.RemoveBucket(Find(caller, name).Name);
        return Responses.MessageAsync(request, "Successfully deleted");
    }

    private StorageBucket Visible(StorageRequest request) => Find(state.Callers.Require(request), request.Segment(1));

    private StorageBucket Find(StorageCaller caller, string name) =>
        (caller.IsService ? state.Table.FindBucket(name) : null) ?? throw StorageErrors.BucketNotFound;

    private static int Number(StorageRequest request, string name, int defaultValue) =>
        int.TryParse(request.Query(name), out var number) ? number : defaultValue;
}
