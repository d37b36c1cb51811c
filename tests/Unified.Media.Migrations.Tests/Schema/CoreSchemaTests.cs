using System.Text.RegularExpressions;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>The core module alone, without parts of optional modules.</summary>
public sealed partial class CoreSchemaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_database_has_at_most_ten_tables_and_views()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);

        var relations = await database.ColumnAsync<string>(
            """
            SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
            """,
            Cancel);

        Assert.InRange(relations.Count, 1, 10);
    }

    [Theory]
    [MemberData(nameof(TestedDatabases.Names), MemberType = typeof(TestedDatabases))]
    public async Task Only_the_map_of_ids_references_older_tables(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start], Cancel);
        var before = await CatalogSnapshot.TakeAsync(database, Cancel);
        await SchemaSteps.ApplyAsync(database.ConnectionString, SchemaSteps.IsCore, cancellationToken: Cancel);

        var added = (await CatalogSnapshot.TakeAsync(database, Cancel)).AddedSince(before);

        Assert.NotEmpty(added);
        Assert.DoesNotContain(added, line => OlderName().IsMatch(MapName().Replace(line, "")));
    }

    [Theory]
    [MemberData(nameof(TestedDatabases.Names), MemberType = typeof(TestedDatabases))]
    public async Task Core_functions_can_be_called_by_their_callers_only(string start)
    {
        await using var database = await FreshDatabase.CreateAsync(TestedDatabases.All[start].WithHostileDefaults().WithCoreSchema(), Cancel);

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

    // The map of ids, and the columns and indexes that belong to it.
    [GeneratedRegex(@"legacy_map\w*|\w*legacy_source|\w*legacy_id|unified_media_legacy_uq")]
    private static partial Regex MapName();

    [GeneratedRegex(@"legacy|backfill|verify_|legacy_can_adopt_object|playground_gallery|user_media\b|gallery_id|promoted_from",
        RegexOptions.IgnoreCase)]
    private static partial Regex OlderName();
}
