using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The route <c>list-v2</c>, which pages by cursor. It lists all levels, or one level of folders when a delimiter is requested.</summary>
internal sealed class ListV2Routes(StorageState state)
{
    private const int MaxLimit = 1000;

    public async Task ListAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var limit = (int)Math.Min(JsonBody.Count(body, "limit") ?? MaxLimit, MaxLimit);
        var sort = body["sortBy"] as JsonObject;
        var column = JsonBody.Choice(sort?["column"], "body/sortBy/column", "name", "name", "updated_at", "created_at");
        var cursor = body["cursor"]?.ToString() is { Length: > 0 } text
            ? ListCursor.Parse(text)
            : new ListCursor(column, sort?["order"]?.ToString() == "desc", After: null);
        var prefix = body["prefix"]?.ToString() ?? string.Empty;
        var delimited = body["with_delimiter"]?.GetValue<bool>() ?? false;

        var rows = Rows(caller, request.Segment(2), prefix, delimited);
        var page = cursor.Page(rows).Take(limit + 1).ToList();
        var hasNext = page.Count > limit;
        page = page[..Math.Min(limit, page.Count)];
        var response = new JsonObject { ["hasNext"] = hasNext };
        if (hasNext)
        {
            response["nextCursor"] = cursor.StartAfter(page[^1]).ToString();
            response["nextCursorKey"] = page[^1].Name.TrimEnd('/');
        }

        response["folders"] = new JsonArray([.. page.Where(r => r.Item is null).Select(ToNode)]);
        response["objects"] = new JsonArray([.. page.Where(r => r.Item is not null).Select(ToNode)]);
        await Responses.JsonAsync(request, response);

        JsonNode ToNode(ListRow row) => ToJson(row, delimited, prefix, cursor.Column);
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
                var oldest = folder.OldestCreatedAt < item.CreatedAt ? folder.OldestCreatedAt : item.CreatedAt;
                folder = folder with { Children = folder.Children + 1, OldestCreatedAt = oldest };
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
        if (row is { Item: null, OldestCreatedAt: { } oldest } && column != "name")
        {
            json["created_at"] = Responses.Time(oldest);
            json["updated_at"] = Responses.Time(oldest);
        }

        if (delimited)
        {
            json["key"] = row.Name[(prefix.LastIndexOf('/') + 1)..].TrimEnd('/');
        }

        return json;
    }
}
