using System.Reflection;
using Unified.Media.Migrations;
using Unified.Media.Migrations.Tests;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Scripts of the module create the same schema as the runner.</summary>
public sealed class ModuleScriptTests
{
    private static readonly string Committed = Path.Combine(
        typeof(ModuleScriptTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
            metadata => metadata.Key == "RepositoryRoot").Value!,
        "docs", "migrations", "unified_media_legacy.sql");

    public static TheoryData<string> Shapes => ["Empty", .. DatabaseTemplate.LegacyRows.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Committed_script_equals_the_exported_one()
    {
        var exported = MigrationPlan.ForModule(LegacySchema.Module).ToScript();
        if (Environment.GetEnvironmentVariable("UNIFIED_MEDIA_WRITE_SCRIPT") == "1")
        {
            await File.WriteAllTextAsync(Committed, exported, Cancel);
        }

        Assert.True(
            await File.ReadAllTextAsync(Committed, Cancel) == exported,
            "docs/migrations/unified_media_legacy.sql is out of date: run this test with UNIFIED_MEDIA_WRITE_SCRIPT=1.");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Scripts_create_the_same_schema_as_the_runner(string shape)
    {
        await using var migrated = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        await Schema(migrated).MigrateAsync(cancellationToken: Cancel);
        await using var scripted = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        string[] scripts = [MigrationPlan.ForWholeSchema().ToScript(), MigrationPlan.ForModule(LegacySchema.Module).ToScript()];

        foreach (var script in scripts)
        {
            await Psql.RunAsync(scripted, script, Cancel);
        }

        Assert.Equal(await SchemaDescription.TakeAsync(migrated, Cancel), await SchemaDescription.TakeAsync(scripted, Cancel));
        Assert.True((await Schema(scripted).MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
        foreach (var script in scripts)
        {
            await Psql.RunAsync(scripted, script, Cancel);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Files_in_transactions_create_the_same_schema_as_the_runner(string shape)
    {
        await using var migrated = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        await Schema(migrated).MigrateAsync(cancellationToken: Cancel);
        await using var pushed = await FreshDatabase.CreateAsync(Template(shape), Cancel);
        var files = MigrationPlan.ForWholeSchema(modules: [LegacySchema.Module]).ToFiles(new(2026, 11, 24, 23, 59, 58, TimeSpan.Zero));

        foreach (var file in files)
        {
            await using var connection = await pushed.DataSource.OpenConnectionAsync(Cancel);
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await using var command = new Npgsql.NpgsqlCommand(file.Text, connection);
            await command.ExecuteNonQueryAsync(Cancel);
            await transaction.CommitAsync(Cancel);
        }

        Assert.Contains(files, file => file.FileName.Contains("_unified_media_legacy_0", StringComparison.Ordinal));
        Assert.Equal(files.Select(file => file.FileName), files.Select(file => file.FileName).Order(StringComparer.Ordinal));
        Assert.Equal(await SchemaDescription.TakeAsync(migrated, Cancel), await SchemaDescription.TakeAsync(pushed, Cancel));
        Assert.True((await Schema(pushed).MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }

    private static UnifiedMediaSchema Schema(FreshDatabase database) => new(database.DataSource, modules: [LegacySchema.Module.AsRequired()]);

    private static DatabaseTemplate Template(string shape) =>
        shape == "Empty" ? DatabaseTemplate.Empty : DatabaseTemplate.LegacyRows[shape];
}
