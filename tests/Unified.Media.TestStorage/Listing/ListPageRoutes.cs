using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The route <c>list-v2</c>: pages by cursor, recursive unless a delimiter is requested.</summary>
internal sealed class ListPageRoutes(StorageState state)
{
    private const int LargestLimit = 1000;

    public async Task ListAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var limit = (int)Math.Min(JsonBody.Count(body, "limit") ?? LargestLimit, LargestLimit);
        var sort = body["sortBy"] as JsonObject;
        var column = JsonBody.Choice(sort?["column"], "body/sortBy/column", "name", "name", "updated_at", "created_at");
        var cursor = body["cursor"]?.ToString() is { Length: > 0 } text
            ? ListCursor.Parse(text)
            : new ListCursor(column, sort?["order"]?.ToString() == "desc", After: null);
        var prefix = body["prefix"]?.ToString() ?? string.Empty;
        var delimited = body["with_delimiter"]?.GetValue<bool>() ?? false;

        var rows = Rows(caller, request.Segment(2), prefix, delimited);
        var page = cursor.Page(rows).Take(limit + 1).ToList();
        var more = page.Count > limit;
        page = page[..Math.Min(limit, page.Count)];
        var answer = new JsonObject { ["hasNext"] = more };
        if (more)
        {
            answer["nextCursor"] = cursor.StartAfter(page[^1]).ToString();
            answer["nextCursorKey"] = page[^1].Name.TrimEnd('/');
        }

        answer["folders"] = new JsonArray([.. page.Where(r => r.Item is null).Select(Shown)]);
        answer["objects"] = new JsonArray([.. page.Where(r => r.Item is not null).Select(Shown)]);
        await Replies.JsonAsync(request, answer);

        JsonNode Shown(ListRow row) => ToJson(row, delimited, prefix, cursor.Column);
    }

    private IEnumerable<ListRow> Rows(StorageCaller caller, string bucket, string prefix, bool delimited)
    {
        ListRow? folder = null;
        foreach (var item in state.Table.Objects(bucket))
        {
            if (!item.Key.StartsWith(prefix, StringComparison.Ordinal)
                || !state.Policies.Allow(caller, StorageCommand.Select, bucket, item.Key))
            {
                continue;
            }

            var slash = delimited ? item.Key.IndexOf('/', prefix.Length) : -1;
            if (slash < 0)
            {
                yield return new ListRow(item.Key, item);
            }
            else if (folder is not null && item.Key.AsSpan(0, slash + 1).SequenceEqual(folder.Name))
            {
                var since = folder.OldestCreatedAt < item.CreatedAt ? folder.OldestCreatedAt : item.CreatedAt;
                folder = folder with { Children = folder.Children + 1, OldestCreatedAt = since };
            }
            else
            {
                if (folder is not null)
                {
                    yield return folder;
                }

                folder = new ListRow(item.Key[..(slash + 1)], null) { Children = 1, OldestCreatedAt = item.CreatedAt };
            }
        }

        if (folder is not null)
        {
            yield return folder;
        }
    }

    private static JsonObject ToJson(ListRow row, bool delimited, string prefix, string column)
    {
        var json = row.Item is null ? ObjectJson.Folder(row.Name) : ObjectJson.Listed(row.Item, row.Name);
        if (row is { Item: null, OldestCreatedAt: { } since } && column != "name")
        {
            json["created_at"] = Replies.Time(since);
            json["updated_at"] = Replies.Time(since);
        }

        if (delimited)
        {
            json["key"] = row.Name[(prefix.LastIndexOf('/') + 1)..].TrimEnd('/');
        }

        return json;
    }
}
