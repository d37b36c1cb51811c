using Unified.Media.Migrations;
using Unified.Media.Migrations.Tests;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>The conditions of the module and its steps in the journal.</summary>
public sealed class ModuleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string[] CoreSteps => [.. MigrationPlan.ForWholeSchema().Steps.Select(step => step.Name)];

    private static string[] ModuleSteps => [.. MigrationPlan.ForModule(LegacySchema.Module).Steps.Select(step => step.Name)];

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Module_is_applied_beside_older_tables_and_steps_are_repeatable(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        var schema = Schema(database);

        var first = await schema.MigrateAsync(cancellationToken: Cancel);
        Assert.Equal([.. CoreSteps, .. ModuleSteps], first.Applied.Select(step => step.Name));
        Assert.True((await schema.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
        Assert.True((await schema.GetStatusAsync(Cancel)).IsUpToDate);
        Assert.Empty((await schema.PlanAsync(Cancel)).Steps);
        var before = await SchemaDescription.TakeAsync(database, Cancel);
        await database.ExecuteAsync("DELETE FROM unified_media.schema_journal", Cancel);

        var again = await schema.MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(first.Applied.Count, again.Applied.Count);
        Assert.Equal(before, await SchemaDescription.TakeAsync(database, Cancel));
    }

    [Theory]
    [InlineData("playground_gallery")]
    [InlineData("user_media")]
    public async Task Module_is_applied_beside_one_older_table(string table)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        await database.ExecuteAsync($"CREATE TABLE {table} (id uuid PRIMARY KEY, user_id uuid)", Cancel);

        var report = await Schema(database).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(CoreSteps.Length + ModuleSteps.Length, report.Applied.Count);
    }

    [Fact]
    public async Task Required_module_is_applied_without_older_tables_and_kept()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        var schema = Schema(database);
        Assert.Equal(CoreSteps, (await schema.MigrateAsync(cancellationToken: Cancel)).Applied.Select(step => step.Name));
        var without = await schema.GetStatusAsync(Cancel);

        var requested = await new UnifiedMediaSchema(database.DataSource, modules: [LegacySchema.Module.AsRequired()])
            .MigrateAsync(cancellationToken: Cancel);
        Assert.Equal(1, await database.ExecuteAsync(
            "DELETE FROM unified_media.schema_journal WHERE module = 'legacy' AND name LIKE '%legacy_view'", Cancel));
        var maintained = await schema.MigrateAsync(cancellationToken: Cancel);
        var with = await schema.GetStatusAsync(Cancel);

        Assert.True(without.IsUpToDate);
        Assert.Equal(["legacy"], without.UnusedModules);
        Assert.All(without.Steps, step => Assert.Equal("core", step.Module));
        Assert.Equal(ModuleSteps, requested.Applied.Select(step => step.Name));
        Assert.EndsWith("_legacy_view", Assert.Single(maintained.Applied).Name, StringComparison.Ordinal);
        Assert.Empty(with.UnusedModules);
        Assert.Equal(ModuleSteps, with.Steps.Where(step => step.Module == "legacy").Select(step => step.Name));
    }

    [Fact]
    public async Task Process_without_the_module_keeps_and_reports_it()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        await Schema(database).MigrateAsync(cancellationToken: Cancel);
        var core = new UnifiedMediaSchema(database.DataSource);

        var status = await core.GetStatusAsync(Cancel);

        Assert.True(status.IsUpToDate);
        Assert.Empty(status.UnknownSteps);
        Assert.Equal(["legacy"], status.UnknownModules);
        Assert.True((await core.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }

    [Fact]
    public async Task Unknown_step_of_a_newer_module_is_kept()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        await Schema(database).MigrateAsync(cancellationToken: Cancel);
        await database.ExecuteAsync(
            """
            INSERT INTO unified_media.schema_journal (module, step, name, kind, checksum, names, state, started_at)
            SELECT module, 9999, '9999_later', kind, checksum, names, state, started_at FROM unified_media.schema_journal
            WHERE module = 'legacy' LIMIT 1
            """,
            Cancel);

        var status = await Schema(database).GetStatusAsync(Cancel);

        Assert.Equal(["legacy/9999_later"], status.UnknownSteps);
        Assert.True(status.IsUpToDate);
    }

    [Fact]
    public async Task Journal_changes_can_be_limited_to_a_module()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        var schema = Schema(database);
        var last = (await schema.GetStatusAsync(Cancel)).Steps.Where(step => step.Module == "legacy").Max(step => step.Number);

        Assert.Empty(await schema.BaselineAsync(last, cancellationToken: Cancel));
        Assert.Equal(ModuleSteps[..1], await schema.BaselineAsync(First(await schema.GetStatusAsync(Cancel)), "legacy", Cancel));
        Assert.Equal(ModuleSteps[1..], await schema.BaselineAsync(module: "legacy", cancellationToken: Cancel));
        await database.ExecuteAsync("UPDATE unified_media.schema_journal SET checksum = 'x' WHERE step = 10 OR name LIKE '%legacy_tables'", Cancel);
        Assert.EndsWith(
            "_legacy_tables", Assert.Single(await schema.AcceptEditedAsync(module: "legacy", cancellationToken: Cancel)), StringComparison.Ordinal);
        Assert.Equal(["0010_roles"], await schema.AcceptEditedAsync(10, cancellationToken: Cancel));
        await database.ExecuteAsync("UPDATE unified_media.schema_journal SET state = 'failed' WHERE name LIKE '%legacy_view'", Cancel);
        Assert.Empty(await schema.ClearFailedAsync(module: "core", cancellationToken: Cancel));
        Assert.EndsWith("_legacy_view", Assert.Single(await schema.ClearFailedAsync(cancellationToken: Cancel)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => schema.ClearFailedAsync(module: "other", cancellationToken: Cancel));
    }

    private static int First(MigrationStatus status) => status.Steps.First(step => step.Module == "legacy").Number;

    private static UnifiedMediaSchema Schema(FreshDatabase database) => new(database.DataSource, modules: [LegacySchema.Module]);
}
