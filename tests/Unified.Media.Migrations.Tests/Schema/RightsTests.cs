using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class RightsTests
{
    private static readonly HashSet<string> TableRights = new(StringComparer.Ordinal)
    {
        "media_tags SELECT anon", "media_tags SELECT authenticated", "media_tags SELECT service_role",
        "media_search SELECT anon", "media_search SELECT authenticated", "media_search SELECT service_role",
        "legacy_map.legacy_source SELECT authenticated", "legacy_map.legacy_source SELECT service_role",
        "legacy_map.legacy_id SELECT authenticated", "legacy_map.legacy_id SELECT service_role",
        "legacy_map.owner_user_id SELECT authenticated", "legacy_map.owner_user_id SELECT service_role",

        // SECURITY INVOKER views, except the first, which contains the hosts of the object store.
        "legacy_hosts SELECT authenticated", "legacy_hosts SELECT service_role",
        "legacy_gallery SELECT authenticated", "legacy_gallery SELECT service_role",
        "legacy_gallery_mapped SELECT authenticated", "legacy_gallery_mapped SELECT service_role",
        "legacy_user_media SELECT authenticated", "legacy_user_media SELECT service_role",
        "legacy_user_media_mapped SELECT authenticated", "legacy_user_media_mapped SELECT service_role",
        "legacy_gallery_items SELECT authenticated", "legacy_gallery_items SELECT service_role",
        "legacy_user_media_items SELECT authenticated", "legacy_user_media_items SELECT service_role",
        "legacy_items SELECT authenticated", "legacy_items SELECT service_role",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestedDatabases.Names), MemberType = typeof(TestedDatabases))]
    public async Task Functions_can_be_called_by_their_callers_only(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithHostileDefaults().WithSchema(), Cancel);

        var functions = await database.ColumnAsync<string>(
            """
            SELECT p.proname || ':' || coalesce((
                SELECT string_agg(DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, ' ')
                FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee <> p.proowner), '')
            FROM pg_proc p WHERE p.pronamespace = 'unified_media'::regnamespace
            """,
            Cancel);

        Assert.NotEmpty(functions);
        Assert.All(functions.Select(line => line.Split(':')), function => Assert.True(
            FunctionCallers.AreRight(function[0], function[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)), $"{function[0]} by {function[1]}"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("B")]
    public async Task Definer_functions_search_temporary_schemas_last(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithSchema(), Cancel);

        var open = await database.ColumnAsync<string>(
            """
            SELECT oid::regprocedure::text FROM pg_proc
            WHERE pronamespace = 'unified_media'::regnamespace AND prosecdef
                AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)
            """,
            Cancel);

        Assert.Empty(open);
        Assert.True(await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'unified_media'::regnamespace AND prosecdef", Cancel) > 10);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("B")]
    public async Task Repeated_step_keeps_all_privileges(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithSchema(), Cancel);
        var before = await CatalogSnapshot.TakeAsync(database, Cancel);

        foreach (var file in SchemaSteps.Files.Select(file => file.Name).Where(name => name.EndsWith(".repeatable.sql", StringComparison.Ordinal)))
        {
            await SchemaSteps.ApplyAsync(database.ConnectionString, name => name == file, cancellationToken: Cancel);

            var after = await CatalogSnapshot.TakeAsync(database, Cancel);
            Assert.True(after.LostSince(before).Count == 0, $"{file}: {string.Join(", ", after.LostSince(before))}");
        }
    }

    [Theory]
    [MemberData(nameof(TestedDatabases.Names), MemberType = typeof(TestedDatabases))]
    public async Task Only_columns_that_lists_read_are_granted(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithHostileDefaults().WithSchema(), Cancel);

        var rights = await database.ColumnAsync<string>(
            """
            SELECT format('%s %s %s', c.relname, a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
            FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'unified_media'::regnamespace AND a.grantee <> c.relowner
            UNION ALL
            SELECT format('%s.%s %s %s', c.relname, t.attname, a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC'
                ELSE a.grantee::regrole::text END)
            FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
            WHERE c.relnamespace = 'unified_media'::regnamespace
            """,
            Cancel);
        var open = await database.ColumnAsync<string>(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'unified_media'::regnamespace AND relkind IN ('r', 'p') "
                + "AND NOT relrowsecurity", Cancel);

        Assert.Equal(TableRights.Order(StringComparer.Ordinal), rights.Order(StringComparer.Ordinal));
        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(TestedDatabases.Names), MemberType = typeof(TestedDatabases))]
    public async Task View_is_not_granted_to_anon_and_uses_reader_rights(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithHostileDefaults().WithSchema(), Cancel);

        var rights = await database.ColumnAsync<string>(
            """
            SELECT format('%s %s', a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
            FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = 'public.unified_media_view'::regclass AND a.grantee <> c.relowner
            """,
            Cancel);

        Assert.Equal(["SELECT authenticated", "SELECT service_role"], rights.Order(StringComparer.Ordinal));
        Assert.True(await database.ScalarAsync<bool>(
            "SELECT 'security_invoker=true' = ANY (reloptions) FROM pg_class WHERE relname = 'unified_media_view'", Cancel));
    }

    [Fact]
    public async Task Users_cannot_create_objects_and_write_few_columns()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.WithHostileDefaults().WithSchema(), Cancel);

        var rights = await database.ColumnAsync<string>(
            """
            SELECT format('%s %s', a.privilege_type, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END)
            FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = 'public.media'::regclass AND a.grantee <> c.relowner
            """,
            Cancel);
        var columns = await database.ColumnAsync<string>(
            """
            SELECT format('%s %s', a.privilege_type, string_agg(t.attname, ' ' ORDER BY t.attname COLLATE "C"))
            FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = 'public.media'::regclass AND a.grantee = 'authenticated'::regrole
            GROUP BY a.privilege_type
            """,
            Cancel);

        Assert.Equal(
            [
                "DELETE authenticated", "DELETE service_role", "INSERT service_role", "SELECT anon", "SELECT authenticated", "SELECT service_role",
                "UPDATE service_role",
            ],
            rights.Order(StringComparer.Ordinal));
        Assert.Contains("UPDATE enhancement_type metadata original_media_id updated_at visibility", columns);
        Assert.Equal(2, columns.Count);
        Assert.False(await database.ScalarAsync<bool>(
            "SELECT bool_or(has_schema_privilege(r, 'unified_media', 'create')) "
                + "FROM unnest(array['anon', 'authenticated', 'service_role']) r", Cancel));
    }

    [Theory]
    [MemberData(nameof(TestedDatabases.Names), MemberType = typeof(TestedDatabases))]
    public async Task Truncate_of_media_is_rejected(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithHostileDefaults().WithSchema(), Cancel);

        foreach (var role in new string?[] { "anon", "authenticated", "service_role", "unified_media_app", "unified_media_worker", null })
        {
            await using var session = await RoleSession.BeginAsync(database.ConnectionString, role, Guid.NewGuid(), Cancel);
            Assert.Equal((role, "42501"), (role, await session.TryAsync("TRUNCATE public.media CASCADE", Cancel)));
        }

        Assert.False(await database.ScalarAsync<bool>(
            "SELECT bool_or(has_table_privilege(r, 'public.media', 'truncate')) FROM unnest(array['anon', 'authenticated']) r", Cancel));
    }
}
