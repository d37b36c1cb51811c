using System.CommandLine;
using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Tool;

/// <summary><c>media list</c></summary>
internal sealed class MediaListCommand
{
    private readonly Option<Guid?> _owner = new("--owner") { Description = "Only items of this owner", HelpName = "id" };

    private readonly Option<Guid?> _login = new("--login")
    {
        Description = "Only items of the owners that this login stands for",
        HelpName = "id",
    };

    private readonly Option<string?> _source = new("--source") { Description = "Only this source type" };

    private readonly Option<string?> _kind = new("--kind") { Description = "Only images or only videos" };

    private readonly Option<string?> _visibility = new("--visibility") { Description = "Only public or only private items" };

    private readonly Option<string?> _origin = new("--origin")
    {
        Description = "Only items ('media'), or only rows of an older table that are not items yet",
    };

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "At most so many, 1 to 1000",
        DefaultValueFactory = _ => 50,
        HelpName = "number",
    };

    private readonly Option<string?> _cursor = new("--cursor") { Description = "Where an earlier list ended", HelpName = "cursor" };

    private MediaListCommand()
    {
        _source.AcceptOnlyFromAmong("upload", "playground", "enhanced", "stock");
        _kind.AcceptOnlyFromAmong("image", "video");
        _visibility.AcceptOnlyFromAmong("public", "private", "draft");
        _origin.AcceptOnlyFromAmong("media", "playground_gallery", "user_media");
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit is < 1 or > 1000))
            {
                result.AddError("--limit must be from 1 to 1000.");
            }
        });
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var list = new MediaListCommand();
        return binding.Bind(
            new ToolCommand("list", "Lists items of all owners, the newest first, with the rows of older tables that are not items yet")
            {
                Options = { list._owner, list._login, list._source, list._kind, list._visibility, list._origin, list._limit, list._cursor },
                Examples =
                [
                    ("media list --source enhanced --limit 20", "The twenty newest enhanced images."),
                    ("media list --login 0b9c4f4e-5b1f-4c53-9f0e-0d6f1a9be001 --json", "Everything of one user, as a document."),
                    ("media list --origin user_media", "What the migration has not taken over yet."),
                ],
            },
            list.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var limit = invocation.Get(_limit);
        var cursor = ListCursor.Read(invocation.Get(_cursor));
        await using var connection = await invocation.Database.OpenConnectionAsync(cancellationToken);
        await UnifiedView.RequireAsync(connection, invocation.Names, cancellationToken);
        await using var command = new NpgsqlCommand(Sql(invocation, cursor), connection);
        AddParameters(command, invocation, cursor, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<ListedItem>();
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(UnifiedView.Read(reader));
        }

        var more = items.Count > limit;
        var shown = more ? items.GetRange(0, limit) : items;
        return new MediaListReport(shown, more ? new ListCursor(shown[^1].CreatedAt, Guid.Parse(shown[^1].Id)).ToString() : null);
    }

    private string Sql(Invocation invocation, ListCursor? cursor)
    {
        var conditions = new List<string> { "true" };
        Add(invocation.Get(_owner) is not null, "v.owner_user_id = @owner");
        Add(invocation.Get(_login) is not null, $"v.owner_user_id = any ({invocation.Names.Schema}.find_owners(@login))");
        Add(invocation.Get(_source) is not null, "v.source_type = @source");
        Add(invocation.Get(_kind) is not null, "v.type = @kind");
        Add(invocation.Get(_visibility) is not null, "v.visibility = @visibility");
        Add(invocation.Get(_origin) is not null, "v.origin = @origin");
        Add(cursor is not null, "(coalesce(v.created_at, '-infinity'), v.id) < (coalesce(@created, '-infinity'), @id)");
        return $"""
            select {UnifiedView.Columns} from {invocation.Names.MediaSchema}.unified_media_view v
            where {string.Join(" and ", conditions)}
            order by coalesce(v.created_at, '-infinity') desc, v.id desc
            limit @limit
            """;

        void Add(bool isGiven, string condition)
        {
            if (isGiven)
            {
                conditions.Add(condition);
            }
        }
    }

    private void AddParameters(NpgsqlCommand command, Invocation invocation, ListCursor? cursor, int limit)
    {
        Add("owner", NpgsqlDbType.Uuid, invocation.Get(_owner));
        Add("login", NpgsqlDbType.Uuid, invocation.Get(_login));
        Add("source", NpgsqlDbType.Text, invocation.Get(_source));
        Add("kind", NpgsqlDbType.Text, invocation.Get(_kind));
        Add("visibility", NpgsqlDbType.Text, invocation.Get(_visibility));
        Add("origin", NpgsqlDbType.Text, invocation.Get(_origin));
        Add("created", NpgsqlDbType.TimestampTz, cursor?.CreatedAt?.UtcDateTime);
        Add("id", NpgsqlDbType.Uuid, cursor?.Id);

        // One more than is shown tells whether there are more.
        Add("limit", NpgsqlDbType.Integer, limit + 1);

        void Add(string name, NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
    }
}
