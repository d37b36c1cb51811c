namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>What a principal tries on an item.</summary>
/// <param name="Name">As the oracle knows it.</param>
/// <param name="Sql">The statement.</param>
internal sealed record Command(string Name, string Sql)
{
    private const string SystemColumns = "object_id, mime_type, size_bytes, sha256, url, legacy_source, legacy_id, thumbhash";

    /// <summary>Columns, and what is written into them. Those of the first line tell where and whose the object is.</summary>
    public static IReadOnlyDictionary<string, string> Columns { get; } = new Dictionary<string, string>
    {
        ["owner_user_id"] = "'{stranger}'", ["bucket"] = "'x'", ["path"] = "'x'", ["type"] = "'video'", ["created_at"] = "'2020-01-01'",
        ["id"] = "gen_random_uuid()", ["object_id"] = "7", ["mime_type"] = "'x/y'", ["size_bytes"] = "7", ["sha256"] = "'\\x07'", ["url"] = "'x'",
        ["legacy_source"] = "'x'", ["legacy_id"] = "'x'", ["metadata"] = "'{}'", ["visibility"] = "'DRAFT'",
    };

    /// <summary>Everything that is tried on an item.</summary>
    public static IEnumerable<Command> On(World world, Principal principal, Item item)
    {
        var own = principal.Owners.Count > 0 ? principal.Owners[0] : item.Owner;
        var stranger = world.OwnerOf(item.Holder == "other" ? "owner" : "other");
        var find = $"WHERE id = '{item.Id}'";
        yield return new("select", $"SELECT FROM public.media {find}");
        foreach (var column in Columns)
        {
            var value = column.Value.Replace("{stranger}", stranger.ToString(), StringComparison.Ordinal);
            yield return new($"update {column.Key}", $"UPDATE public.media SET {column.Key} = {value} {find}");
        }

        yield return new("delete", $"DELETE FROM public.media {find}");
        yield return new("insert", Insert(item.Id.ToString(), item.Owner, item));
        yield return new("insert as mine", Insert(item.Id.ToString(), own, item));
        yield return new(
            "insert a lie",
            $"""
            WITH lie AS (
                INSERT INTO public.media (id, owner_user_id, type, bucket, path, {SystemColumns})
                SELECT gen_random_uuid(), '{own}', 'image', '{Item.Bucket}', '{item.Key}', 1, 'x/y', 1, '\x01', 'x', 'x', '{item.Id}', '\x01'
                RETURNING {SystemColumns})
            SELECT FROM lie WHERE num_nonnulls({SystemColumns}) > 0
            """);
        yield return new("read tags", $"SELECT FROM unified_media.media_tags WHERE media_id = '{item.Id}'");
        yield return new("read words", $"SELECT FROM unified_media.media_search WHERE media_id = '{item.Id}'");
        yield return new("read the view", $"SELECT FROM public.unified_media_view {find}");
        yield return new("read the ledger", $"SELECT FROM unified_media.objects WHERE media_id = '{item.Id}'");
        yield return new("write the ledger", $"UPDATE unified_media.objects SET state = 'gone' WHERE media_id = '{item.Id}'");
        foreach (var command in Functions(own, item))
        {
            yield return command;
        }
    }

    private static IEnumerable<Command> Functions(Guid own, Item item)
    {
        var reserve = $"'me', '{item.Id}', 'enhanced', 'png', now() + interval '1 h', now(), NULL, NULL, false) WHERE status = 'granted'";
        yield return new("reserve", $"SELECT FROM unified_media.reserve('{item.Owner}', {reserve}");
        yield return new("reserve as mine", $"SELECT FROM unified_media.reserve('{own}', {reserve}");
        yield return new("confirm", $"SELECT WHERE unified_media.confirm('{item.Owner}', '{item.Id}', 1, 'image/gif', 1, NULL, NULL)");
        yield return new("confirm as mine", $"SELECT WHERE unified_media.confirm('{own}', '{item.Id}', 1, 'image/gif', 1, NULL, NULL)");
        yield return new("abandon", $"SELECT WHERE unified_media.abandon('{item.Owner}', '{item.Id}', 1, now())");
        yield return new("is ready", $"SELECT WHERE unified_media.is_ready('{item.Owner}', '{item.Id}', 1)");
        yield return new("retire", $"SELECT FROM unified_media.retire('{item.Owner}', '{item.Id}', now()) WHERE attempt IS NOT NULL");
        yield return new("retire as mine", $"SELECT FROM unified_media.retire('{own}', '{item.Id}', now()) WHERE attempt IS NOT NULL");
        yield return new("forget", $"SELECT WHERE unified_media.forget('{item.Id}', 1, '{Item.Bucket}', '{item.Key}', now())");
        yield return new("retire any", $"SELECT FROM unified_media.retire_any('{item.Id}', now()) WHERE attempt IS NOT NULL");
        yield return new("unreferenced", $"SELECT FROM unified_media.unreferenced(array['{Item.Bucket}'], array['{item.Key}'])");
        foreach (var scope in new[] { "false", "true" })
        {
            var of = scope == "true" ? "the public" : "all";
            var page = $"{scope}, false, NULL, NULL, 1000) WHERE media_id = '{item.Id}'";
            yield return new($"search {of}", $"SELECT FROM unified_media.search('{item.Owner}', '''sea''', {page}");
            yield return new($"list a kind of {of}", $"SELECT FROM unified_media.by_kind('{item.Owner}', 'image', {page}");
            yield return new($"list a visibility of {of}", $"SELECT FROM unified_media.by_visibility('{item.Owner}', '{item.Visibility}', {page}");
        }
    }

    private static string Insert(string id, Guid owner, Item item) =>
        $"""
        INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility)
        VALUES ('{id}', '{owner}', 'image', '{Item.Bucket}', '{item.Key}', '{item.Visibility}')
        """;
}
