using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The route <c>list</c>, which lists one level of folders and pages by offset.</summary>
internal sealed class ListRoutes(StorageState state)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1500;

    public async Task ListAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var prefix = JsonBody.Text(body, "prefix");
        var limit = Math.Min(JsonBody.Count(body, "limit") ?? DefaultLimit, MaxLimit);
        var offset = body["offset"]?.GetValue<int>() ?? 0;
        var search = body["search"]?.ToString() ?? string.Empty;
        var sort = body["sortBy"] as JsonObject;
        var column = JsonBody.Choice(
            sort?["column"], "body/sortBy/column", "name", "name", "updated_at", "created_at", "last_accessed_at");
        var descending = sort?["order"]?.ToString() == "desc";

        // The prefix is the case-insensitive name of a folder. Its trailing slash is optional.
        var folder = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + "/";
        var rows = Level(caller, request.Segment(2), folder, folder + search);
        var page = Order(rows, column, descending).Skip(offset).Take((int)limit);
        await Responses.JsonAsync(request, new JsonArray([.. page.Select(r => (JsonNode)ToJson(r))]));
    }

    private List<ListRow> Level(StorageCaller caller, string bucket, string folder, string start)
    {
        var rows = new List<ListRow>();
        var folders = new Dictionary<string, int>(StringComparer.Ordinal);
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
                rows.Add(new ListRow(rest, item));
            }
            else
            {
                folders[rest[..slash]] = folders.GetValueOrDefault(rest[..slash]) + 1;
            }
        }

        return [.. rows, .. folders.Select(f => new ListRow(f.Key, null) { Children = f.Value })];
    }

    private static IEnumerable<ListRow> Order(List<ListRow> rows, string column, bool descending)
    {
        if (column == "name")
        {
            var byName = rows.OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Name, StringComparer.Ordinal);
            return descending ? ListRow.DropSingleObjectFolders(byName.Reverse()) : byName;
        }

        // Folders have no times. They come first in both directions.
        var files = rows.Where(r => r.Item is not null).OrderBy(r => column == "created_at" ? r.Item!.CreatedAt : r.Item!.UpdatedAt)
            .ThenBy(r => r.Name, StringComparer.Ordinal);
        var folders = rows.Where(r => r.Item is null).OrderBy(r => r.Name, StringComparer.Ordinal);
        return descending ? folders.Reverse().Concat(files.Reverse()) : folders.Concat(files);
    }

    private static JsonObject ToJson(ListRow row) => row.Item is null ? ObjectJson.Folder(row.Name) : ObjectJson.Listed(row.Item, row.Name);
}
