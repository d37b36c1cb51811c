namespace Unified.Media.Migrations.Tests;

/// <summary>States of steps in the journal.</summary>
public sealed class JournalTests
{
    private static readonly (string FileName, string Text) Once = ("0010_marks.sql", "create table {{schema}}.marks (note text)");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_step_is_applied_and_recorded()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var events = new List<MigrationProgress>();

        var report = await runner.Schema().MigrateAsync(new ImmediateProgress(events.Add), Cancel);

        Assert.Equal(
            [StepKind.Versioned, StepKind.Repeatable, StepKind.Batch, StepKind.Concurrent], report.Applied.Select(step => step.Kind));
        Assert.Equal([0, 0, 100, 0], report.Applied.Select(step => step.Rows));
        Assert.Equal([30, 60, 90, 100], events.Where(found => found.Kind == MigrationEventKind.Batch).Select(found => found.Rows));
        Assert.Equal((4, 4), (events[^1].Index, events[^1].Total));
        var steps = (await runner.Schema().GetStatusAsync(Cancel)).Steps;
        Assert.All(steps, step => Assert.Equal(MigrationStepState.Applied, step.State));
        Assert.All(steps, step => Assert.NotNull(step.AppliedAt));
        Assert.Equal(100, steps[2].Rows);
    }

    [Fact]
    public async Task Edited_step_is_rejected_until_it_is_accepted()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(Once).MigrateAsync(cancellationToken: Cancel);
        var edited = runner.Schema((Once.FileName, Once.Text + " -- edited"), ("0020_new.sql", "create table {{schema}}.new (id int)"));

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => edited.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.EditedStep, error.Code);
        Assert.Equal("0010_marks", error.Step);
        Assert.True(await runner.Database.ScalarAsync<bool>("SELECT to_regclass('unified_media.new') IS NULL", Cancel));
        Assert.Equal(MigrationStepState.Edited, (await edited.GetStatusAsync(Cancel)).Steps[0].State);
        await Assert.ThrowsAsync<MediaMigrationException>(() => edited.PlanAsync(Cancel));
        Assert.Empty(await edited.AcceptEditedAsync(20, cancellationToken: Cancel));
        Assert.Equal(["0010_marks"], await edited.AcceptEditedAsync(cancellationToken: Cancel));
        Assert.Equal("0020_new", Assert.Single((await edited.MigrateAsync(cancellationToken: Cancel)).Applied).Name);
    }

    [Fact]
    public async Task Line_endings_do_not_count_as_an_edit()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema((Once.FileName, "select 1;\nselect 2")).MigrateAsync(cancellationToken: Cancel);

        Assert.True((await runner.Schema((Once.FileName, "\uFEFFselect 1;\r\nselect 2")).MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }

    [Fact]
    public async Task Changed_repeatable_step_is_applied_again_except_by_older_versions()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var older = runner.Schema(Once, ("0020_note.repeatable.sql", "insert into {{schema}}.marks values ('older')"));
        var newer = runner.Schema(Once, ("0020_note.repeatable.sql", "insert into {{schema}}.marks values ('newer')"));

        await older.MigrateAsync(cancellationToken: Cancel);
        Assert.Equal(MigrationStepState.Changed, (await newer.GetStatusAsync(Cancel)).Steps[1].State);
        await newer.MigrateAsync(cancellationToken: Cancel);
        Assert.True((await older.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
        Assert.True((await newer.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);

        Assert.Equal(["older", "newer"], await runner.Database.ColumnAsync<string>("SELECT note FROM unified_media.marks", Cancel));
        var status = await older.GetStatusAsync(Cancel);
        Assert.Equal(MigrationStepState.Superseded, status.Steps[1].State);
        Assert.True(status.IsUpToDate);
    }

    [Fact]
    public async Task Steps_of_a_newer_version_are_kept_and_logged()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(Once, ("0020_newer.sql", "select 1")).MigrateAsync(cancellationToken: Cancel);
        var older = runner.Schema(Once);

        Assert.True((await older.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);

        var status = await older.GetStatusAsync(Cancel);
        Assert.Equal(["0020_newer"], status.UnknownSteps);
        Assert.True(status.IsUpToDate);
        Assert.Contains(runner.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)
            && line.Contains("0020_newer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changed_names_are_rejected()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(Once).MigrateAsync(cancellationToken: Cancel);
        var renamed = runner.Schema(null, new PostgresSchemaNames { ApplicationRole = "another_app" }, null, Once);

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => renamed.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.OtherNames, error.Code);
        Assert.Contains("ApplicationRole was 'unified_media_app' and is 'another_app'", error.Message, StringComparison.Ordinal);
        await renamed.AcceptEditedAsync(cancellationToken: Cancel);
        Assert.True((await renamed.MigrateAsync(cancellationToken: Cancel)).WasUpToDate);
    }

    [Fact]
    public async Task Baseline_applies_nothing_and_later_steps_run()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Database.ExecuteAsync("CREATE SCHEMA unified_media; CREATE TABLE unified_media.marks (note text)", Cancel);
        var schema = runner.Schema(Once, ("0020_row.sql", "insert into {{schema}}.marks values ('later')"));

        Assert.Equal(["0010_marks"], await schema.BaselineAsync(10, cancellationToken: Cancel));
        Assert.Empty(await schema.BaselineAsync(10, cancellationToken: Cancel));
        Assert.Equal("0020_row", Assert.Single((await schema.MigrateAsync(cancellationToken: Cancel)).Applied).Name);

        Assert.Equal(["later"], await runner.Database.ColumnAsync<string>("SELECT note FROM unified_media.marks", Cancel));
    }

    [Fact]
    public async Task Failed_step_can_be_cleared()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var schema = runner.Schema(Once, ("0020_x.sql", "select 1 / 0"));
        await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(["0020_x"], await schema.ClearFailedAsync(cancellationToken: Cancel));

        Assert.Equal(
            [MigrationStepState.Applied, MigrationStepState.Pending], (await schema.GetStatusAsync(Cancel)).Steps.Select(step => step.State));
    }

    [Fact]
    public async Task Plan_changes_nothing()
    {
        await using var runner = await RunnerDatabase.OpenAsync();

        var plan = await runner.Schema().PlanAsync(Cancel);

        Assert.Equal(["0010_marks", "0020_double", "0030_finish", "0040_index"], plan.Steps.Select(step => step.Name));
        Assert.Contains("create table unified_media.marks", plan.Steps[0].Sql, StringComparison.Ordinal);
        Assert.True(await runner.Database.ScalarAsync<bool>("SELECT to_regnamespace('unified_media') IS NULL", Cancel));
    }
}
