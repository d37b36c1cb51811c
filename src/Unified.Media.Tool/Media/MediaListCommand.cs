using System.CommandLine;
using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Tool;

/// <summary>The command <c>media list</c>.</summary>
internal sealed class MediaListCommand
{
    private readonly Option<Guid?> _owner = new("--owner")
    {
        Description = "Only items of this owner, the value of owner_user_id",
        CustomParser = ValueParsers.ParseUuid,
        HelpName = "id",
    };

    private readonly Option<Guid?> _login = new("--login")
    {
        Description = "Only items that this login owns, directly or by a profile",
        CustomParser = ValueParsers.ParseUuid,
        HelpName = "id",
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "Only this source type",
        CustomParser = ValueParsers.OneOf("upload", "playground", "enhanced", "stock"),
        HelpName = "upload|playground|enhanced|stock",
    };

    private readonly Option<string?> _kind = new("--kind")
    {
        Description = "Only images or only videos",
        CustomParser = ValueParsers.OneOf("image", "video"),
        HelpName = "image|video",
    };

    private readonly Option<string?> _visibility = new("--visibility")
    {
        Description = "Only items of this visibility",
        CustomParser = ValueParsers.OneOf("public", "private", "draft"),
        HelpName = "public|private|draft",
    };

    private readonly Option<string?> _origin = new("--origin")
    {
        Description = "Only items ('media'), or only legacy rows of this table that have not been migrated yet",
        CustomParser = ValueParsers.OneOf("media", "playground_gallery", "user_media"),
        HelpName = "media|playground_gallery|user_media",
    };

    private readonly Option<int?> _limit = new("--limit")
    {
        Description = "Maximum number of items, 1 to 1000",
        CustomParser = ValueParsers.Number(min: 1, max: 1000),
        DefaultValueFactory = _ => 50,
        HelpName = "number",
    };

    private readonly Option<string?> _cursor = new("--cursor")
    {
        Description = "Continue after this cursor, which the previous page shows at its end",
        HelpName = "cursor",
    };

    private MediaListCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var list = new MediaListCommand();
        return binder.Bind(
            new ToolCommand("list", "Lists items of all owners and legacy rows that have not been migrated yet, newest first")
            {
                Options = { list._owner, list._login, list._source, list._kind, list._visibility, list._origin, list._limit, list._cursor },
                Examples =
                [
                    ("media list --source enhanced --limit 20", "Lists the 20 newest enhanced images."),
                    ("media list --login 0b9c4f4e-5b1f-4c53-9f0e-0d6f1a9be001 --json", "Lists the items of one user as JSON."),
                    ("media list --origin user_media", "Lists the rows of user_media that have not been migrated yet."),
                ],
            },
            list.ListAsync);
    }

    private async Task<IReport> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var limit = context.GetValue(_limit)!.Value;
        var cursor = ListCursor.Parse(context.GetValue(_cursor));
        await using var connection = await context.Database.OpenConnectionAsync(cancellationToken);
        await UnifiedView.RequireAsync(connection, context.Names, cancellationToken);
        await using var command = new NpgsqlCommand(BuildSql(context, cursor), connection);
        AddParameters(command, context, cursor, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<MediaListItem>();
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(UnifiedView.Read(reader));
        }

        var hasMore = items.Count > limit;
        var shownItems = hasMore ? items.GetRange(0, limit) : items;
        return new MediaListReport(shownItems, hasMore ? new ListCursor(shownItems[^1].CreatedAt, Guid.Parse(shownItems[^1].Id)).ToString() : null);
    }

    private string BuildSql(CommandContext context, ListCursor? cursor)
    {
        var conditions = new List<string> { "true" };
        AddCondition(context.GetValue(_owner) is not null, "v.owner_user_id = @owner");
        AddCondition(context.GetValue(_login) is not null, $"v.owner_user_id = any ({context.Names.Schema}.find_owners(@login))");
        AddCondition(context.GetValue(_source) is not null, "v.source_type = @source");
        AddCondition(context.GetValue(_kind) is not null, "v.type = @kind");
        AddCondition(context.GetValue(_visibility) is not null, "v.visibility = @visibility");
        AddCondition(context.GetValue(_origin) is not null, "v.origin = @origin");
        AddCondition(cursor is not null, "(coalesce(v.created_at, '-infinity'), v.id) < (coalesce(@created, '-infinity'), @id)");
        return $"""
            select {UnifiedView.Columns} from {context.Names.MediaSchema}.unified_media_view v
            where {string.Join(" and ", conditions)}
            order by coalesce(v.created_at, '-infinity') desc, v.id desc
            limit @limit
            """;

        void AddCondition(bool isSet, string condition)
        {
            if (isSet)
            {
                conditions.Add(condition);
            }
        }
    }

    private void AddParameters(NpgsqlCommand command, CommandContext context, ListCursor? cursor, int limit)
    {
        AddParameter("owner", NpgsqlDbType.Uuid, context.GetValue(_owner));
        AddParameter("login", NpgsqlDbType.Uuid, context.GetValue(_login));
        AddParameter("source", NpgsqlDbType.Text, context.GetValue(_source));
        AddParameter("kind", NpgsqlDbType.Text, context.GetValue(_kind));
        AddParameter("visibility", NpgsqlDbType.Text, context.GetValue(_visibility));
        AddParameter("origin", NpgsqlDbType.Text, context.GetValue(_origin));
        AddParameter("created", NpgsqlDbType.TimestampTz, cursor?.CreatedAt?.UtcDateTime);
        AddParameter("id", NpgsqlDbType.Uuid, cursor?.Id);

        // One additional row shows whether there is a next page.
        AddParameter("limit", NpgsqlDbType.Integer, limit + 1);

        void AddParameter(string name, NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
    }
}
