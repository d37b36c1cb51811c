using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Conditions of modules, and their shared journal.</summary>
public sealed class ModuleTests
{
    private static readonly SchemaModule Core = SchemaModule.FromFiles("core", [("0010_marks.sql", "create table {{schema}}.marks (note text)")]);

    private static readonly (string FileName, string Text)[] OtherSteps =
        [("0010_row.sql", "insert into {{schema}}.marks values ('other')"), ("0020_index.concurrent.sql", Index)];

    private const string Index = "create index concurrently if not exists marks_idx on {{schema}}.marks (note)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Module_is_applied_once_its_condition_is_true_and_kept()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var other = SchemaModule.FromFiles("other", OtherSteps, "to_regclass('{{media_schema}}.old_table') is not null");
        var schema = new UnifiedMediaSchema(database.DataSource, [Core, other]);

        Assert.Equal(["0010_marks"], (await schema.MigrateAsync(cancellationToken: Cancel)).Applied.Select(step => step.Name));
        Assert.Equal(["other"], (await schema.GetStatusAsync(Cancel)).UnusedModules);
        await database.ExecuteAsync("CREATE TABLE old_table (id int)", Cancel);
        Assert.False((await schema.GetStatusAsync(Cancel)).IsUpToDate);
        Assert.Equal(
            ["other/0010_row", "other/0020_index"], (await schema.MigrateAsync(cancellationToken: Cancel)).Applied.Select(step => step.Name));
        await database.ExecuteAsync("DROP TABLE old_table", Cancel);

        var status = await schema.GetStatusAsync(Cancel);

        Assert.True(status.IsUpToDate);
        Assert.Empty(status.UnusedModules);
        Assert.Equal([("core", 10), ("other", 10), ("other", 20)], status.Steps.Select(step => (step.Module, step.Number)));
        Assert.Equal(["other"], await database.ColumnAsync<string>("SELECT note FROM unified_media.marks", Cancel));
    }

    [Fact]
    public async Task Module_without_condition_is_applied_only_when_required()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var other = SchemaModule.FromFiles("other", OtherSteps);

        var without = await new UnifiedMediaSchema(database.DataSource, [Core, other]).MigrateAsync(cancellationToken: Cancel);
        var with = await new UnifiedMediaSchema(database.DataSource, [Core, other.AsRequired()]).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal((1, 2), (without.Applied.Count, with.Applied.Count));
    }

    [Fact]
    public async Task Edited_step_is_reported_with_its_module_only()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        await new UnifiedMediaSchema(database.DataSource, [Core, SchemaModule.FromFiles("other", OtherSteps, "true")])
            .MigrateAsync(cancellationToken: Cancel);
        var edited = SchemaModule.FromFiles("other", [("0010_row.sql", "select 2"), OtherSteps[1]], "true");
        var schema = new UnifiedMediaSchema(database.DataSource, [Core, edited]);

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal((MigrationErrorCode.EditedStep, "other/0010_row"), (error.Code, error.Step));
        Assert.Empty(await schema.AcceptEditedAsync(10, cancellationToken: Cancel));
        Assert.Equal(["other/0010_row"], await schema.AcceptEditedAsync(10, "other", Cancel));
        Assert.True((await schema.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }

    [Fact]
    public async Task Failing_condition_is_an_error_and_applies_nothing()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        var schema = new UnifiedMediaSchema(
            database.DataSource, [Core, SchemaModule.FromFiles("other", OtherSteps, "(select true from nowhere)")]);

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.FailedStep, error.Code);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regnamespace('unified_media') IS NULL", Cancel));
    }

    [Fact]
    public async Task Conditions_add_no_round_trip()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        SchemaModule[] modules = [Core, SchemaModule.FromFiles("other", OtherSteps, "true"), SchemaModule.FromFiles("third", OtherSteps, "false")];
        await new UnifiedMediaSchema(database.DataSource, modules).MigrateAsync(cancellationToken: Cancel);
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var proxy = new CountingProxy(server.Port);
        server.Port = proxy.Port;
        await using var source = NpgsqlDataSource.Create(server);
        var schema = new UnifiedMediaSchema(source, modules);
        Assert.True((await schema.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);

        var before = proxy.RoundTrips;
        Assert.True((await schema.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);

        Assert.Equal(1, proxy.RoundTrips - before);
    }

    [Theory]
    [InlineData("core")]
    [InlineData("Legacy")]
    [InlineData("0ne")]
    [InlineData("")]
    [InlineData("a-name")]
    public void Invalid_module_name_is_rejected(string name) =>
        Assert.Throws<ArgumentException>(() => SchemaModule.FromResources(name, typeof(ModuleTests).Assembly));

    [Fact]
    public void Two_modules_with_the_same_name_are_rejected()
    {
        using var source = NpgsqlDataSource.Create("Host=nowhere");

        var error = Assert.Throws<ArgumentException>(() => new UnifiedMediaSchema(
            source, modules: [SchemaModule.FromFiles("other", OtherSteps), SchemaModule.FromFiles("other", OtherSteps)]));

        Assert.Contains("named 'other'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Assembly_without_steps_is_rejected() => Assert.Contains(
        "no embedded resource Schema/",
        Assert.Throws<ArgumentException>(() => MigrationPlan.ForModule(SchemaModule.FromResources("other", typeof(ModuleTests).Assembly))).Message,
        StringComparison.Ordinal);
}
