using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class ReadersTests
{
    private const string Relations =
        """
        SELECT format('%I.%I|%s', n.nspname, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            AND (c.relname, a.attname) <> ('media', 'source_type')
        GROUP BY n.nspname, c.relname
        """;

    private const string Callable =
        """
        SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
            AND has_schema_privilege('{0}', n.oid, 'usage') AND has_function_privilege('{0}', p.oid, 'execute')
        """;

    // Policies restrict the side tables to rows that the reader can see; the second test checks that.
    private static readonly string[] SideTables = ["unified_media.media_search", "unified_media.media_tags"];

    // SECURITY INVOKER views; the second test checks them. The hosts of the object store are not secret.
    private static readonly string[] Views =
    [
        "public.unified_media_view", "unified_media.legacy_hosts", "unified_media.legacy_gallery", "unified_media.legacy_gallery_mapped",
        "unified_media.legacy_items", "unified_media.legacy_gallery_items", "unified_media.legacy_user_media_items",
        "unified_media.legacy_user_media", "unified_media.legacy_user_media_mapped", "unified_media.legacy_map",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // An anonymous reader, a login with a profile and without media, and a login without a profile.
    public static TheoryData<string, string, string?> Readers => new MatrixTheoryData<string, string, string?>(
        DatabaseTemplate.LegacyRows.Keys, ["anon", "authenticated"],
        [null, "00000000-0000-4000-8000-0000000a0010", "00000000-0000-4000-8000-0000000a0009"]);

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Migration_makes_no_row_readable(string shape, string role, string? login)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        await database.ExecuteAsync(
            """
            DO $do$ BEGIN
                IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'media'::regclass AND attname = 'metadata') THEN
                    UPDATE media SET metadata = '{"title": "sea", "tags": ["a", "b"]}' WHERE metadata = '{}';
                END IF;
            END $do$
            """,
            Cancel);
        var before = await ReadAsync(database, role, login, await database.ColumnAsync<string>(Relations, Cancel));
        var callable = await CallableAsync(database, role);
        await SchemaSteps.ApplyAsync(database.ConnectionString, cancellationToken: Cancel);

        var after = await ReadAsync(database, role, login, before.Keys);
        var known = before.Keys.Select(Name).ToHashSet(StringComparer.Ordinal);
        var added = (await database.ColumnAsync<string>(Relations, Cancel)).Where(relation => !known.Contains(Name(relation)));
        var readable = (await ReadAsync(database, role, login, added)).Where(relation => relation.Value is not null);

        Assert.Equal(before, after);
        string[] readableOnPurpose = role == "anon" ? SideTables : [.. SideTables, .. Views];
        Assert.Empty(readable.Select(relation => Name(relation.Key)).Except(readableOnPurpose));
        var newlyCallable = (await CallableAsync(database, role)).Except(callable).ToArray();
        Assert.NotEmpty(newlyCallable);
        Assert.All(newlyCallable, function => Assert.True(FunctionCallers.Allows(function.Split('(')[0]["unified_media.".Length..], role), function));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Side_tables_show_only_rows_that_the_reader_sees(string shape, string role, string? login)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape].WithSchema(), Cancel);
        await database.ExecuteAsync("UPDATE media SET metadata = '{\"title\": \"sea\", \"tags\": [\"a\", \"b\"]}'", Cancel);
        await using var session = await RoleSession.BeginAsync(database.ConnectionString, role, login is null ? null : new(login), Cancel);

        var seen = await session.RowsAsync("SELECT id FROM media ORDER BY id", Cancel);

        Assert.NotEmpty(seen);
        Assert.Equal(seen, await session.RowsAsync("SELECT DISTINCT media_id FROM unified_media.media_tags ORDER BY media_id", Cancel));
        Assert.Equal(seen, await session.RowsAsync("SELECT media_id FROM unified_media.media_search ORDER BY media_id", Cancel));
        if (role != "anon")
        {
            Assert.Equal(seen, await session.RowsAsync("SELECT id FROM unified_media_view WHERE origin = 'media' ORDER BY id", Cancel));
            Assert.Equal(
                await session.RowsAsync("SELECT id FROM playground_gallery UNION ALL SELECT id FROM user_media ORDER BY id", Cancel),
                await session.RowsAsync("SELECT id FROM unified_media_view WHERE origin <> 'media' ORDER BY id", Cancel));
            Assert.Equal(
                await session.RowsAsync("SELECT id FROM playground_gallery UNION ALL SELECT id FROM user_media ORDER BY id", Cancel),
                await session.RowsAsync("SELECT legacy_id FROM unified_media.legacy_list_page(NULL, NULL, NULL, 10000) ORDER BY legacy_id", Cancel));
            foreach (var (view, table) in new[] { ("gallery", "playground_gallery"), ("user_media", "user_media") })
            {
                var own = await session.RowsAsync($"SELECT id FROM {table} ORDER BY id", Cancel);
                Assert.Equal(own, await session.RowsAsync($"SELECT id FROM unified_media.legacy_{view} ORDER BY id", Cancel));
                Assert.Equal(own, await session.RowsAsync($"SELECT legacy_id FROM unified_media.legacy_{view}_mapped ORDER BY legacy_id", Cancel));
            }
        }
    }

    private static string Name(string relation) => relation.Split('|')[0];

    private static async Task<IReadOnlyList<string>> CallableAsync(FreshDatabase database, string role) =>
        await database.ColumnAsync<string>(Callable.Replace("{0}", role, StringComparison.Ordinal), Cancel);

    // The value is null where access is denied.
    private static async Task<Dictionary<string, string?>> ReadAsync(
        FreshDatabase database, string role, string? login, IEnumerable<string> relations)
    {
        await using var session = await RoleSession.BeginAsync(database.ConnectionString, role, login is null ? null : new(login), Cancel);
        var rows = new Dictionary<string, string?>();
        foreach (var relation in relations.Select(line => (Line: line, Parts: line.Split('|'))))
        {
            var outcome = await session.TryAsync($"SELECT {relation.Parts[1]} FROM {relation.Parts[0]} ORDER BY 1", Cancel);
            rows[relation.Line] = outcome == "42501" ? null : outcome;
        }

        return rows;
    }
}
