namespace Unified.Media.Migrations.Tests;

/// <summary>Whatever a migration is doing or waiting for, it stops within a second, and goes on when it is called again.</summary>
public sealed class CancellationTests
{
    private const string Table = "create table {{schema}}.marks (id int); insert into {{schema}}.marks values (1)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Cancelling_a_transaction_rolls_it_back() => StopsAsync("0020_x.sql", "select pg_sleep(60)", "query LIKE '%pg_sleep%'");

    [Fact]
    public Task Cancelling_a_batch_keeps_earlier_batches() => StopsAsync(
        "0020_x.batch.sql", "update {{schema}}.marks set id = id + 1 where pg_sleep(60) is not null", "query LIKE '%pg_sleep%'");

    [Fact]
    public async Task Cancelling_a_waiting_concurrent_index_is_repaired_later()
    {
        await using var workshop = await Workshop.OpenAsync();
        await workshop.Schema(("0010_marks.sql", Table)).MigrateAsync(cancellationToken: Cancel);
        await using var other = await workshop.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "INSERT INTO unified_media.marks VALUES (2)", Cancel);

        var schema = workshop.Schema(
            ("0010_marks.sql", Table), ("0020_i.concurrent.sql", "create index concurrently if not exists i on {{schema}}.marks (id)"));
        await StopsAsync(workshop, schema, "query LIKE '%index concurrently%' AND wait_event_type = 'Lock'");

        Assert.False(await workshop.Database.ScalarAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'unified_media.i'::regclass", Cancel));
        await transaction.RollbackAsync(Cancel);
        Assert.Equal("0020_i", Assert.Single((await schema.MigrateAsync(cancellationToken: Cancel)).Applied).Name);
        Assert.True(await workshop.Database.ScalarAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'unified_media.i'::regclass", Cancel));
        Assert.Contains(workshop.Logs.Lines, line => line.Contains("invalid index unified_media.i", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_a_step_that_waits_for_a_lock_returns_at_once()
    {
        await using var workshop = await Workshop.OpenAsync();
        await workshop.Schema(("0010_marks.sql", Table)).MigrateAsync(cancellationToken: Cancel);
        await using var other = await workshop.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "LOCK TABLE unified_media.marks", Cancel);

        var schema = workshop.Schema(
            null,
            new SchemaOptions { LockTimeout = TimeSpan.FromMinutes(1) },
            ("0010_marks.sql", Table),
            ("0020_x.sql", "alter table {{schema}}.marks add extra int"));

        await StopsAsync(workshop, schema, "wait_event_type = 'Lock'");
    }

    [Fact]
    public async Task Cancelling_a_waiting_runner_returns_at_once()
    {
        await using var workshop = await Workshop.OpenAsync();
        (string, string) step = ("0010_x.sql", "select pg_sleep(60)");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = workshop.Schema(step).MigrateAsync(cancellationToken: end.Token);
        await workshop.WaitForAsync("query LIKE '%pg_sleep%'");

        using var endSecond = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var second = workshop.Schema(step).MigrateAsync(cancellationToken: endSecond.Token);
        await workshop.Logs.WaitForAsync("Another process migrates", Cancel);

        await AssertStopsAsync(second, endSecond);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    private static async Task StopsAsync(string fileName, string text, string condition)
    {
        await using var workshop = await Workshop.OpenAsync();
        await StopsAsync(workshop, workshop.Schema(("0010_marks.sql", Table), (fileName, text)), condition);
        var quick = workshop.Schema(("0010_marks.sql", Table), (fileName, "delete from {{schema}}.marks"));

        Assert.Equal("0020_x", Assert.Single((await quick.MigrateAsync(cancellationToken: Cancel)).Applied).Name);
    }

    private static async Task StopsAsync(Workshop workshop, UnifiedMediaSchema schema, string condition)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = schema.MigrateAsync(cancellationToken: end.Token);
        await workshop.WaitForAsync(condition);

        await AssertStopsAsync(running, end);
        await workshop.AssertNothingIsHeldAsync();
    }

    private static async Task AssertStopsAsync(Task running, CancellationTokenSource end)
    {
        var began = TimeProvider.System.GetTimestamp();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
