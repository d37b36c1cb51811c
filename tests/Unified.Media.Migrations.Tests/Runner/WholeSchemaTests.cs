using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>The steps of the whole schema, on every kind of database.</summary>
public sealed class WholeSchemaTests
{
    private static readonly Dictionary<string, DatabaseTemplate> Templates = new(DatabaseTemplate.LegacyRows)
    {
        ["Empty"] = DatabaseTemplate.Empty,
        ["Supabase"] = DatabaseTemplate.Supabase,
    };

    public static TheoryData<string> Shapes => [.. Templates.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Schema_is_applied_once(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(Templates[shape], Cancel);
        var schema = new UnifiedMediaSchema(database.DataSource);

        var first = await schema.MigrateAsync(cancellationToken: Cancel);
        var second = await schema.MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(SchemaModule.Core.Steps.Select(step => step.Name), first.Applied.Select(step => step.Name));
        Assert.True(second.WasUpToDate);
        Assert.True((await schema.GetStatusAsync(Cancel)).IsUpToDate);
        Assert.Empty((await schema.PlanAsync(Cancel)).Steps);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_step_can_be_applied_again(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(Templates[shape], Cancel);
        var schema = new UnifiedMediaSchema(database.DataSource);
        await schema.MigrateAsync(cancellationToken: Cancel);
        var before = await SchemaDescription.TakeAsync(database, Cancel);
        await database.ExecuteAsync("DELETE FROM unified_media.schema_journal", Cancel);

        var again = await schema.MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(SchemaModule.Core.Steps.Count, again.Applied.Count);
        Assert.Equal(before, await SchemaDescription.TakeAsync(database, Cancel));
    }

    [Fact]
    public async Task Schema_uses_configured_names_of_schemas_and_roles()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var names = new PostgresSchemaNames
        {
            Schema = "mine",
            MediaSchema = "items",
            AnonymousRole = "mine_anon",
            AuthenticatedRole = "mine_user",
            ServiceRole = "mine_service",
            WorkerRole = "mine_worker",
            ApplicationRole = "mine_app",
        };

        await new UnifiedMediaSchema(database.DataSource, names).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM items.media", Cancel));
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regnamespace('unified_media') IS NULL", Cancel));
        Assert.False(await database.ScalarAsync<bool>("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'mine_worker'", Cancel));
    }

    [Fact]
    public async Task Database_owner_without_superuser_can_apply_the_schema()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        await database.ExecuteAsync(
            """
            DO $do$ DECLARE name text; BEGIN
                FOREACH name IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'unified_media_worker', 'unified_media_app'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', name); END IF;
                END LOOP;
                GRANT anon, authenticated TO unified_media_app;
            END $do$;
            """,
            Cancel);
        var login = await database.CreateLoginAsync("owner_of_media", [], Cancel);
        await database.ExecuteAsync(
            $"ALTER DATABASE {database.Name} OWNER TO owner_of_media; ALTER SCHEMA public OWNER TO owner_of_media", Cancel);
        await using var source = NpgsqlDataSource.Create(login);

        var report = await new UnifiedMediaSchema(source).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(SchemaModule.Core.Steps.Count, report.Applied.Count);
    }

    [Fact]
    public async Task Only_the_application_can_read_the_journal()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Supabase.WithHostileDefaults(), Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        await using var app = NpgsqlDataSource.Create(await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel));

        var rights = await database.ColumnAsync<string>(
            """
            SELECT format('%s %s %s', c.relname, a.privilege_type, a.grantee::regrole)
            FROM pg_class c, aclexplode(c.relacl) a WHERE c.relname IN ('schema_journal', 'schema_lock') AND a.grantee <> c.relowner
            """,
            Cancel);

        Assert.Equal(
            ["schema_journal SELECT unified_media_app", "schema_journal SELECT unified_media_worker"], rights.Order(StringComparer.Ordinal));
        Assert.True((await new UnifiedMediaSchema(app).GetStatusAsync(Cancel)).IsUpToDate);
        Assert.True((await new UnifiedMediaSchema(app).MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }
}
