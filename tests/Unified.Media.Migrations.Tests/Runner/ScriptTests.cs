using System.Reflection;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Scripts create the same schema as the runner.</summary>
public sealed class ScriptTests
{
    private static readonly string Committed = Path.Combine(
        typeof(ScriptTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!,
        "docs", "migrations", "unified_media_storage.sql");

    public static TheoryData<string> Shapes => ["Empty", .. DatabaseTemplate.LegacyRows.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Committed_script_equals_the_exported_one()
    {
        var exported = MigrationPlan.ForWholeSchema().ToScript();
        if (Environment.GetEnvironmentVariable("UNIFIED_MEDIA_WRITE_SCRIPT") == "1")
        {
            await File.WriteAllTextAsync(Committed, exported, Cancel);
        }

        Assert.True(
            await File.ReadAllTextAsync(Committed, Cancel) == exported,
            "docs/migrations/unified_media_storage.sql is out of date: run this test with UNIFIED_MEDIA_WRITE_SCRIPT=1.");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Script_creates_the_same_schema_as_the_runner(string shape)
    {
        await using var migrated = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        await new UnifiedMediaSchema(migrated.DataSource).MigrateAsync(cancellationToken: Cancel);
        await using var scripted = await FreshDatabase.CreateAsync(Template(shape), Cancel);

        await PsqlAsync(scripted, MigrationPlan.ForWholeSchema().ToScript());

        Assert.Equal(await SchemaDescription.TakeAsync(migrated, Cancel), await SchemaDescription.TakeAsync(scripted, Cancel));
        Assert.True((await new UnifiedMediaSchema(scripted.DataSource).MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
        await PsqlAsync(scripted, MigrationPlan.ForWholeSchema().ToScript());
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Files_in_transactions_create_the_same_schema_as_the_runner(string shape)
    {
        await using var migrated = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        await new UnifiedMediaSchema(migrated.DataSource).MigrateAsync(cancellationToken: Cancel);
        await using var pushed = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        var files = MigrationPlan.ForWholeSchema().ToFiles(new(2026, 11, 24, 23, 59, 58, TimeSpan.Zero));

        foreach (var file in files)
        {
            await using var connection = await pushed.DataSource.OpenConnectionAsync(Cancel);
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await Sql.ExecuteAsync(connection, file.Text, Cancel);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Equal(
            ["20261124235958_unified_media_0000_journal.sql", "20261124235959_unified_media_0010_roles.sql"],
            files.Take(2).Select(file => file.FileName));
        Assert.Equal(files.Select(file => file.FileName), files.Select(file => file.FileName).Order(StringComparer.Ordinal));
        Assert.Equal(await SchemaDescription.TakeAsync(migrated, Cancel), await SchemaDescription.TakeAsync(pushed, Cancel));
        Assert.True((await new UnifiedMediaSchema(pushed.DataSource).MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }

    [Fact]
    public async Task Script_of_a_plan_has_pending_steps_of_all_kinds()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(RunnerDatabase.Steps[0]).MigrateAsync(cancellationToken: Cancel);
        await runner.Database.ExecuteAsync("INSERT INTO unified_media.marks (step) SELECT 'x' FROM generate_series(1, 50)", Cancel);

        var plan = await runner.Schema().PlanAsync(Cancel);
        await PsqlAsync(runner.Database, plan.ToScript());

        Assert.DoesNotContain("create table unified_media.marks", plan.ToScript(), StringComparison.Ordinal);
        Assert.Equal(151, await runner.Database.ScalarAsync<long>("SELECT count(*) FROM unified_media.marks WHERE done", Cancel));
        Assert.True((await runner.Schema().GetStatusAsync(Cancel)).IsUpToDate);
    }

    [Fact]
    public async Task Script_repairs_an_invalid_index_of_an_earlier_attempt()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(("0010_marks.sql", "create table {{schema}}.marks (id int); insert into {{schema}}.marks values (1), (1)"))
            .MigrateAsync(cancellationToken: Cancel);
        var steps = StepSource.Parse(
            "core", [("0020_u.concurrent.sql", "create unique index concurrently if not exists marks_uq on {{schema}}.marks (id)")]);
        var script = new MigrationPlan(steps, new PostgresSchemaNames()).ToScript();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PsqlAsync(runner.Database, script));
        Assert.Contains("could not create unique index", failure.Message, StringComparison.Ordinal);
        await runner.Database.ExecuteAsync("DELETE FROM unified_media.marks WHERE ctid = (SELECT max(ctid) FROM unified_media.marks)", Cancel);

        await PsqlAsync(runner.Database, script);

        Assert.True(await runner.Database.ScalarAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'unified_media.marks_uq'::regclass", Cancel));
    }

    private static DatabaseTemplate Template(string shape) =>
        shape == "Empty" ? DatabaseTemplate.Empty : DatabaseTemplate.LegacyRows[shape];

    private static Task PsqlAsync(FreshDatabase database, string script) => Psql.RunAsync(database, script, Cancel);
}
