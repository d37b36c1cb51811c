using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>The view that the core makes and the module replaces.</summary>
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
    public async Task The_modules_view_stays_whichever_step_runs_again(string shape, string module)
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
    public async Task Both_views_have_the_same_columns_and_the_same_items(string shape)
    {
        var template = shape == "plain" ? DatabaseTemplate.Empty : DatabaseTemplate.LegacyRows[shape];
        await using var database = await FreshDatabase.CreateAsync(template, Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        var core = await LookAsync(database);
        Assert.Equal(["media"], (await database.ColumnAsync<string>("SELECT DISTINCT origin FROM unified_media_view", Cancel)).DefaultIfEmpty("media"));

        await new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module.Required()]).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(core, await LookAsync(database));
    }

    // Without the source type: the module derives it anew for rows that older programs wrote.
    private static async Task<IReadOnlyList<string?>> LookAsync(FreshDatabase database) =>
    [
        await database.ScalarAsync<string>(Columns, Cancel),
        .. await database.ColumnAsync<string>("SELECT (to_jsonb(v) - 'source_type')::text FROM unified_media_view v WHERE origin = 'media' ORDER BY id", Cancel),
    ];
}
