using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>The view that the core creates and the module replaces.</summary>
public sealed class ViewTests
{
    private const string Definition =
        """
        SELECT concat_ws(chr(10), pg_get_viewdef(c.oid), c.reloptions::text, c.relacl::text, obj_description(c.oid, 'pg_class'))
        FROM pg_class c WHERE c.oid = 'public.unified_media_view'::regclass
        """;

    private const string Columns =
        """
        SELECT string_agg(format('%s %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = 'public.unified_media_view'::regclass AND attnum > 0
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A", "core")]
    [InlineData("A", "legacy")]
    [InlineData("B", "core")]
    [InlineData("B", "legacy")]
    [InlineData("C", "core")]
    [InlineData("C", "legacy")]
    public async Task View_of_the_module_survives_repeated_steps(string shape, string module)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        var schema = new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module]);
        await schema.MigrateAsync(cancellationToken: Cancel);
        var before = await database.ScalarAsync<string>(Definition, Cancel);
        Assert.True(await database.ExecuteAsync(
            $"DELETE FROM unified_media.schema_journal WHERE module = '{module}' AND name ~ 'view$'", Cancel) == 1);

        Assert.Single((await schema.MigrateAsync(cancellationToken: Cancel)).Applied);

        Assert.Equal(before, await database.ScalarAsync<string>(Definition, Cancel));
        Assert.Equal(
            ["media", "playground_gallery", "user_media"],
            await database.ColumnAsync<string>("SELECT DISTINCT origin FROM unified_media_view ORDER BY 1", Cancel));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Views_of_core_and_module_have_the_same_columns_and_items(string shape)
    {
        var template = shape == "plain" ? DatabaseTemplate.Empty : DatabaseTemplate.LegacyRows[shape];
        await using var database = await FreshDatabase.CreateAsync(template, Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        var core = await LookAsync(database);
        Assert.Equal(
            ["media"], (await database.ColumnAsync<string>("SELECT DISTINCT origin FROM unified_media_view", Cancel)).DefaultIfEmpty("media"));

        await new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module.AsRequired()]).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(core, await LookAsync(database));
    }

    [Fact]
    public async Task View_of_the_module_survives_a_comment_of_the_host()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        var schema = new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module]);
        await schema.MigrateAsync(cancellationToken: Cancel);
        await database.ExecuteAsync("COMMENT ON VIEW unified_media_view IS 'What our reports read.'", Cancel);
        Assert.Equal(1, await database.ExecuteAsync("DELETE FROM unified_media.schema_journal WHERE module = 'core' AND name ~ 'view$'", Cancel));
        var before = await database.ScalarAsync<string>(Definition, Cancel);

        await schema.MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(before, await database.ScalarAsync<string>(Definition, Cancel));
    }

    [Fact]
    public async Task Host_objects_and_grants_on_the_view_survive_the_module()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        await database.ExecuteAsync(
            """
            CREATE VIEW hosts_report AS SELECT id, origin FROM unified_media_view;
            GRANT SELECT ON unified_media_view TO anon, unified_media_worker;
            """,
            Cancel);
        var core = await GrantsAsync();

        await new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module]).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(
            ["media", "playground_gallery", "user_media"],
            await database.ColumnAsync<string>("SELECT DISTINCT origin FROM hosts_report ORDER BY 1", Cancel));
        Assert.Equal(core, await GrantsAsync());
        Assert.Contains("unified_media_worker=r", core, StringComparison.Ordinal);

        Task<string?> GrantsAsync() =>
            database.ScalarAsync<string>("SELECT relacl::text FROM pg_class WHERE oid = 'public.unified_media_view'::regclass", Cancel);
    }

    [Fact]
    public async Task View_with_other_columns_is_replaced()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        await database.ExecuteAsync("CREATE VIEW unified_media_view AS SELECT 1 AS id; GRANT ALL ON unified_media_view TO anon", Cancel);

        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(["media"], await database.ColumnAsync<string>("SELECT DISTINCT origin FROM unified_media_view", Cancel));
        Assert.False(await database.ScalarAsync<bool>("SELECT has_table_privilege('anon', 'public.unified_media_view', 'select')", Cancel));
    }

    // Without the source type, which the module derives for rows of older programs.
    private static async Task<IReadOnlyList<string?>> LookAsync(FreshDatabase database) =>
    [
        await database.ScalarAsync<string>(Columns, Cancel),
        .. await database.ColumnAsync<string>(
            "SELECT (to_jsonb(v) - 'source_type')::text FROM unified_media_view v WHERE origin = 'media' ORDER BY id", Cancel),
    ];
}
