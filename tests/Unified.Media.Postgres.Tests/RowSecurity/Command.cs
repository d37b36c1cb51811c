namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>A statement that a principal tries on an item.</summary>
/// <param name="Kind">The kind of the command.</param>
/// <param name="Sql">The statement.</param>
internal sealed record Command(CommandKind Kind, string Sql)
{
    /// <summary>The column that an update writes; null for other commands.</summary>
    public string? Column { get; init; }

    /// <summary>True when a list is limited to public items.</summary>
    public bool PublicOnly { get; init; }

    public override string ToString() => $"{Kind}{(Column is null ? "" : $" {Column}")}{(PublicOnly ? " public only" : "")}";

    private const string OtherReserveArguments =
        "'user-media', 'enhanced/me', 'png', now() + interval '1 h', now(), NULL, NULL, false) WHERE status = 'granted'";

    private const string SystemColumns = "object_id, mime_type, size_bytes, sha256, url, legacy_source, legacy_id, thumbhash";

    /// <summary>The columns and the values that are written. The columns of the first line are the owner and place of the object.</summary>
    public static IReadOnlyDictionary<string, string> Columns { get; } = new Dictionary<string, string>
    {
        ["owner_user_id"] = "'{stranger}'", ["bucket"] = "'x'", ["path"] = "'x'", ["type"] = "'video'", ["created_at"] = "'2020-01-01'",
        ["id"] = "gen_random_uuid()", ["object_id"] = "7", ["mime_type"] = "'x/y'", ["size_bytes"] = "7", ["sha256"] = "'\\x07'", ["url"] = "'x'",
        ["legacy_source"] = "'x'", ["legacy_id"] = "'x'", ["metadata"] = "'{}'", ["visibility"] = "'DRAFT'",
    };

    /// <summary>Returns all commands that are tried on an item.</summary>
    public static IEnumerable<Command> On(World world, Principal principal, Item item)
    {
        var own = principal.Owners.Count > 0 ? principal.Owners[0] : item.Owner;
        var stranger = world.OwnerOf(item.Holder == "other" ? "owner" : "other");
        var find = $"WHERE id = '{item.Id}'";
        yield return new(CommandKind.Select, $"SELECT FROM public.media {find}");
        foreach (var column in Columns)
        {
            var value = column.Value.Replace("{stranger}", stranger.ToString(), StringComparison.Ordinal);
            yield return new(CommandKind.Update, $"UPDATE public.media SET {column.Key} = {value} {find}") { Column = column.Key };
        }

        yield return new(CommandKind.Delete, $"DELETE FROM public.media {find}");
        yield return new(CommandKind.Insert, Insert(item.Id.ToString(), item.Owner, item));
        yield return new(CommandKind.InsertAsMine, Insert(item.Id.ToString(), own, item));
        yield return new(
            CommandKind.InsertSystemColumns,
            $"""
            WITH lie AS (
                INSERT INTO public.media (id, owner_user_id, type, bucket, path, {SystemColumns})
                SELECT gen_random_uuid(), '{own}', 'image', '{Item.Bucket}', '{item.Key}', 1, 'x/y', 1, '\x01', 'x', 'x', '{item.Id}', '\x01'
                RETURNING {SystemColumns})
            SELECT FROM lie WHERE num_nonnulls({SystemColumns}) > 0
            """);
        yield return new(CommandKind.ReadTags, $"SELECT FROM unified_media.media_tags WHERE media_id = '{item.Id}'");
        yield return new(CommandKind.ReadWords, $"SELECT FROM unified_media.media_search WHERE media_id = '{item.Id}'");
        yield return new(CommandKind.ReadView, $"SELECT FROM public.unified_media_view {find}");
        yield return new(CommandKind.ReadLedger, $"SELECT FROM unified_media.objects WHERE media_id = '{item.Id}'");
        yield return new(CommandKind.WriteLedger, $"UPDATE unified_media.objects SET state = 'gone' WHERE media_id = '{item.Id}'");
        foreach (var command in Functions(own, item))
        {
            yield return command;
        }
    }

    private static IEnumerable<Command> Functions(Guid own, Item item)
    {
        var reserve = $"'{item.Id}', 'original', {OtherReserveArguments}";
        var reserveRole = $"'{item.Id}', 'poster', {OtherReserveArguments}";
        yield return new(CommandKind.Reserve, $"SELECT FROM unified_media.reserve('{item.Owner}', {reserve}");
        yield return new(CommandKind.ReserveAsMine, $"SELECT FROM unified_media.reserve('{own}', {reserve}");
        yield return new(CommandKind.ReserveRole, $"SELECT FROM unified_media.reserve('{item.Owner}', {reserveRole}");
        yield return new(CommandKind.ReserveRoleAsMine, $"SELECT FROM unified_media.reserve('{own}', {reserveRole}");
        yield return new(
            CommandKind.Confirm, $"SELECT WHERE unified_media.confirm('{item.Owner}', '{item.Id}', 'original', 1, 'image/gif', 1, NULL, NULL)");
        yield return new(
            CommandKind.ConfirmAsMine, $"SELECT WHERE unified_media.confirm('{own}', '{item.Id}', 'original', 1, 'image/gif', 1, NULL, NULL)");
        yield return new(
            CommandKind.ConfirmRole, $"SELECT WHERE unified_media.confirm('{item.Owner}', '{item.Id}', 'thumb', 1, 'a/b', 1, NULL, NULL)");
        yield return new(CommandKind.AbandonRole, $"SELECT WHERE unified_media.abandon('{item.Owner}', '{item.Id}', 'thumb', 1, now())");
        yield return new(CommandKind.Abandon, $"SELECT WHERE unified_media.abandon('{item.Owner}', '{item.Id}', 'original', 1, now())");
        yield return new(CommandKind.IsReady, $"SELECT WHERE unified_media.is_ready('{item.Owner}', '{item.Id}', 'original', 1)");
        yield return new(
            CommandKind.MarkDeleted, $"SELECT FROM unified_media.mark_deleted('{item.Owner}', '{item.Id}', now()) WHERE role = 'original'");
        yield return new(
            CommandKind.MarkRoleDeleted, $"SELECT FROM unified_media.mark_deleted('{item.Owner}', '{item.Id}', now()) WHERE role = 'thumb'");
        yield return new(
            CommandKind.MarkDeletedAsMine, $"SELECT FROM unified_media.mark_deleted('{own}', '{item.Id}', now()) WHERE role = 'original'");
        yield return new(
            CommandKind.CompleteDeletion,
            $"SELECT WHERE unified_media.complete_deletion('{item.Id}', 'original', 1, '{Item.Bucket}', '{item.Key}', now())");
        yield return new(
            CommandKind.MarkDeletedAsService, $"SELECT FROM unified_media.mark_deleted_as_service('{item.Id}', now()) WHERE role = 'original'");
        yield return new(CommandKind.FindUnreferenced, $"SELECT FROM unified_media.find_unreferenced(array['{Item.Bucket}'], array['{item.Key}'])");
        foreach (var publicOnly in (bool[])[false, true])
        {
            var page = $"{(publicOnly ? "true" : "false")}, false, NULL, NULL, 1000) WHERE media_id = '{item.Id}'";
            yield return new(CommandKind.Search, $"SELECT FROM unified_media.search('{item.Owner}', '''sea''', {page}") { PublicOnly = publicOnly };
            yield return new(CommandKind.ListKind, $"SELECT FROM unified_media.list_by_kind('{item.Owner}', 'image', {page}")
            {
                PublicOnly = publicOnly,
            };
            yield return new(
                CommandKind.ListVisibility, $"SELECT FROM unified_media.list_by_visibility('{item.Owner}', '{item.Visibility}', {page}")
            {
                PublicOnly = publicOnly,
            };
        }
    }

    private static string Insert(string id, Guid owner, Item item) =>
        $"""
        INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility)
        VALUES ('{id}', '{owner}', 'image', '{Item.Bucket}', '{item.Key}', '{item.Visibility}')
        """;
}
