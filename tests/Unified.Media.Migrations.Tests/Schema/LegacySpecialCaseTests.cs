using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Special cases of legacy databases.</summary>
public sealed class LegacySpecialCaseTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private static readonly string Id = MigratedShapes.Media(3).ToString();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => [.. DatabaseTemplate.LegacyRows.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Existing_columns_keep_their_type(string shape) => Assert.Equal(
        [
            "enhancement_type character varying(50)", "metadata jsonb", "original_media_id character varying(50)",
            "source_type character varying(20)",
        ],
        await shapes[shape].ColumnAsync<string>(
            """
            SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'media'::regclass
                AND attname IN ('source_type', 'enhancement_type', 'original_media_id', 'metadata') ORDER BY attname COLLATE "C"
            """,
            Cancel));

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Default_source_type_is_set_after_classification(string shape)
    {
        Assert.Contains("'upload'", await shapes[shape].ScalarAsync<string>(
            "SELECT column_default FROM information_schema.columns WHERE table_name = 'media' "
                + "AND column_name = 'source_type'", Cancel), StringComparison.Ordinal);
        Assert.Equal(
            "playground", await shapes[shape].ScalarAsync<string>($"SELECT source_type FROM media WHERE id = '{MigratedShapes.Media(1)}'", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task View_returns_lower_case_for_any_enum_labels(string shape) => Assert.Equal(
        ["image", "pdf", "video"],
        await shapes[shape].ColumnAsync<string>("SELECT DISTINCT type COLLATE \"C\" FROM unified_media_view ORDER BY 1", Cancel));

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Row_without_visibility_is_private(string shape)
    {
        var id = MigratedShapes.Media(9);
        await using var session = await shapes.BeginAsync(shape, null);
        await session.ExecuteAsync($$"""UPDATE media SET metadata = '{"title": "sea", "tags": ["a"]}' WHERE id = '{{id}}'""", Cancel);

        Assert.Equal("private", Assert.Single(await session.RowsAsync($"SELECT visibility FROM unified_media_view WHERE id = '{id}'", Cancel)));
        Assert.Equal("f", Assert.Single(await session.RowsAsync($"SELECT is_public FROM unified_media.media_tags WHERE media_id = '{id}'", Cancel)));
        await session.BecomeAsync("anon", cancellationToken: Cancel);
        Assert.Empty(await session.RowsAsync($"SELECT id FROM media WHERE id = '{id}'", Cancel));
    }

    [Fact]
    public async Task Gallery_without_update_permission_is_not_updated()
    {
        await using var session = await shapes.BeginAsync("C", null);

        Assert.Equal("42703", await session.TryAsync("UPDATE playground_gallery SET title = title", Cancel));
        Assert.NotEmpty(await session.RowsAsync("SELECT id FROM unified_media_view WHERE origin = 'playground_gallery'", Cancel));
    }

    [Fact]
    public async Task Host_view_and_generated_column_still_work()
    {
        await using var session = await shapes.BeginAsync("C", null);
        await session.ExecuteAsync(
            $$"""UPDATE media SET ai_metadata = '{"cameraAngle": "low"}', metadata = '{"tags": ["a"]}' WHERE id = '{{Id}}'""", Cancel);

        Assert.StartsWith(
            "{low,", Assert.Single(await session.RowsAsync($"SELECT cinematic_tags FROM media WHERE id = '{Id}'", Cancel)), StringComparison.Ordinal);
        Assert.NotEmpty(await session.RowsAsync("SELECT id FROM playground_images_with_metadata", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Paths_may_be_equal_and_several_kilobytes_long(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, "authenticated", MigratedShapes.Login(1));
        var type = shape == "B" ? "image" : "IMAGE";
        var path = string.Concat(Enumerable.Range(0, 3000).Select(number => FormattableString.Invariant($"/{number * 7919 % 10007:x}")));
        var insert = $"INSERT INTO media (owner_user_id, type, bucket, path) "
            + $"VALUES ('{MigratedShapes.Profile(1)}', '{type}', 'external', 'https://h{path}')";

        Assert.Equal("1 rows", await session.TryAsync(insert, Cancel));
        Assert.Equal("1 rows", await session.TryAsync(insert, Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Original_media_id_need_not_be_a_uuid(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, null);
        await session.ExecuteAsync($"UPDATE media SET original_media_id = 'enhanced_1760000000000_x1y2z3' WHERE id = '{Id}'", Cancel);

        Assert.Equal(["enhanced_1760000000000_x1y2z3"], await session.RowsAsync(
            $"SELECT original_media_id FROM unified_media_view WHERE id = '{Id}'", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Default_privileges_grant_neither_view_nor_functions(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, "anon");

        Assert.Equal("42501", await session.TryAsync("SELECT count(*) FROM unified_media_view", Cancel));
        Assert.Equal("42501", await session.TryAsync("SELECT unified_media.purge(now())", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Policies_sort_after_those_of_the_host(string shape)
    {
        var names = await shapes[shape].ColumnAsync<string>(
            "SELECT polname::text FROM pg_policy WHERE polrelid = 'media'::regclass ORDER BY polname", Cancel);

        Assert.All(names.Take(4), name => Assert.StartsWith("Users can ", name, StringComparison.Ordinal));
        Assert.All(names.Skip(4), name => Assert.StartsWith("unified_media_", name, StringComparison.Ordinal));
        Assert.Equal(10, names.Count);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Login_with_two_profiles_reads_items_of_both(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, null);
        await session.ExecuteAsync(
            $"INSERT INTO users_profile (user_id, display_name, handle) VALUES ('{MigratedShapes.Login(1)}', 'again', 'again')", Cancel);
        await session.BecomeAsync("authenticated", MigratedShapes.Login(1), Cancel);

        Assert.NotEmpty(await session.RowsAsync($"SELECT id FROM media WHERE owner_user_id = '{MigratedShapes.Profile(1)}'", Cancel));
        Assert.Equal("1 rows", await session.TryAsync($"UPDATE media SET visibility = 'PUBLIC' WHERE id = '{Id}'", Cancel));
        // Policies of the host still fail without an owner, as before; lists filter by owner.
        Assert.Equal("21000", await session.TryAsync("SELECT count(*) FROM media", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Rows_of_a_login_without_profile_have_no_owner(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, "authenticated", MigratedShapes.Login(9));

        Assert.Equal(["{}"], await session.RowsAsync("SELECT unified_media.get_my_owners()", Cancel));
        Assert.Equal(
            ["playground_gallery|null", "user_media|null"],
            await session.RowsAsync("SELECT origin, owner_user_id FROM unified_media_view WHERE origin <> 'media' ORDER BY origin", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Migration_creates_no_logins_and_profiles(string shape)
    {
        Assert.Equal(10, await shapes[shape].ScalarAsync<long>("SELECT count(*) FROM auth.users", Cancel));
        Assert.Equal(9, await shapes[shape].ScalarAsync<long>("SELECT count(*) FROM users_profile", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Boards_keep_updated_at_and_invalid_elements(string shape) => Assert.Equal(
        ["2025-10-09 10:00:00+00|array", "object"],
        [
            .. await shapes[shape].ColumnAsync<string>(
                """
                SELECT CASE WHEN id::text LIKE '%f0001' THEN to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS"+00|"') ELSE '' END
                    || jsonb_typeof(items)
                FROM moodboards WHERE id::text ~ 'f000[14]$' ORDER BY id
                """,
                Cancel),
        ]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Migration_does_not_depend_on_the_search_path(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        var login = new NpgsqlConnectionStringBuilder(database.ConnectionString) { SearchPath = "nowhere" }.ConnectionString;

        await SchemaSteps.ApplyAsync(login, cancellationToken: Cancel);

        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM public.unified_media_view", Cancel) > 9);
        Assert.False(await database.ScalarAsync<bool>(
            "SELECT to_regclass('public.objects') IS NOT NULL OR to_regclass('public.settings') IS NOT NULL", Cancel));
    }

    [Fact]
    public async Task Showcases_are_optional_and_keep_the_host_cascade()
    {
        await using var session = await shapes.BeginAsync("C", null);
        await session.ExecuteAsync($"INSERT INTO showcase_media (showcase_id, media_id) SELECT id, '{Id}' FROM showcases LIMIT 1", Cancel);
        await session.ExecuteAsync($"DELETE FROM media WHERE id = '{Id}'", Cancel);

        Assert.Equal(["0"], await session.RowsAsync($"SELECT count(*) FROM showcase_media WHERE media_id = '{Id}'", Cancel));
        Assert.Null(await shapes["A"].ScalarAsync<string>("SELECT to_regclass('public.showcase_media')::text", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Deleting_an_item_keeps_id_lists_of_the_host(string shape)
    {
        await using var session = await shapes.BeginAsync(shape, "authenticated", MigratedShapes.Login(1));
        var lists = await session.RowsAsync("SELECT media_ids FROM showcases ORDER BY id", Cancel);

        Assert.Equal("1 rows", await session.TryAsync($"DELETE FROM media WHERE id = '{Id}'", Cancel));
        Assert.Equal(lists, await session.RowsAsync("SELECT media_ids FROM showcases ORDER BY id", Cancel));
        Assert.Contains(lists, list => list.Contains(Id, StringComparison.Ordinal));
    }
}
