using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The first list: one level of folders, by offset.</summary>
internal sealed class ListRoutes(StorageState state)
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1500;

    public async Task ListAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var prefix = JsonBody.Text(body, "prefix");
        var limit = Math.Min(JsonBody.Count(body, "limit") ?? DefaultLimit, LargestLimit);
        var offset = body["offset"]?.GetValue<int>() ?? 0;
        var search = body["search"]?.ToString() ?? string.Empty;
        var sort = body["sortBy"] as JsonObject;
        var column = JsonBody.Choice(
            sort?["column"], "body/sortBy/column", "name", "name", "updated_at", "created_at", "last_accessed_at");
        var descending = sort?["order"]?.ToString() == "desc";

        // The prefix is a folder even without its slash, and its case does not count.
        var folder = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/";
        var rows = Level(caller, request.Segment(2), folder, folder + search);
        var page = Order(rows, column, descending).Skip(offset).Take((int)limit);
        await Replies.JsonAsync(request, new JsonArray([.. page.Select(ToJson)]));
    }

    private List<(string Name, StorageObject? Item)> Level(StorageCaller caller, string bucket, string folder, string start)
    {
        var rows = new List<(string Name, StorageObject? Item)>();
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in state.Table.Objects(bucket))
        {
            if (!item.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase)
                || !state.Policies.Allow(caller, StorageCommand.Select, bucket, item.Key))
            {
                continue;
            }

            var rest = item.Key[folder.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
            {
                rows.Add((rest, item));
            }
            else if (folders.Add(rest[..slash]))
            {
                rows.Add((rest[..slash], null));
            }
        }

        return rows;
    }

    private static IEnumerable<(string Name, StorageObject? Item)> Order(
        List<(string Name, StorageObject? Item)> rows, string column, bool descending)
    {
        // Folders have no times: they come last ascending and first descending, as nulls do.
        var byName = rows.OrderBy(r => r.Item is null).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Name, StringComparer.Ordinal);
        var ordered = column switch
        {
            "created_at" => rows.OrderBy(r => r.Item is null).ThenBy(r => r.Item?.CreatedAt),
            "updated_at" or "last_accessed_at" => rows.OrderBy(r => r.Item is null).ThenBy(r => r.Item?.UpdatedAt),
            _ => byName,
        };
        return descending ? ordered.Reverse() : ordered;
    }

    private static JsonNode ToJson((string Name, StorageObject? Item) row) =>
        row.Item is null ? ObjectJson.Folder(row.Name) : ObjectJson.Listed(row.Item, row.Name);
}
