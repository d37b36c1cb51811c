namespace Unified.Media.Migrations.Tests;

/// <summary>A cancelled migration stops within a second, and the next call continues it.</summary>
public sealed class CancellationTests
{
    private const string Table = "create table {{schema}}.marks (id int); insert into {{schema}}.marks values (1)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Cancelled_transaction_stops_at_once() => StopsAsync("0020_x.sql", "select pg_sleep(60)", "query LIKE '%pg_sleep%'");

    [Fact]
    public Task Cancelled_batch_stops_at_once() => StopsAsync(
        "0020_x.batch.sql", "update {{schema}}.marks set id = id + 1 where pg_sleep(60) is not null", "query LIKE '%pg_sleep%'");

    [Fact]
    public async Task Cancelled_concurrent_index_is_repaired_by_the_next_run()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(("0010_marks.sql", Table)).MigrateAsync(cancellationToken: Cancel);
        await using var other = await runner.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "INSERT INTO unified_media.marks VALUES (2)", Cancel);

        var schema = runner.Schema(
            ("0010_marks.sql", Table), ("0020_i.concurrent.sql", "create index concurrently if not exists i on {{schema}}.marks (id)"));
        await StopsAsync(runner, schema, "query LIKE '%index concurrently%' AND wait_event_type = 'Lock'");

        Assert.False(await runner.Database.ScalarAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'unified_media.i'::regclass", Cancel));
        await transaction.RollbackAsync(Cancel);
        Assert.Equal("0020_i", Assert.Single((await schema.MigrateAsync(cancellationToken: Cancel)).Applied).Name);
        Assert.True(await runner.Database.ScalarAsync<bool>(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'unified_media.i'::regclass", Cancel));
        Assert.Contains(runner.Logs.Lines, line => line.Contains("invalid index unified_media.i", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelled_step_that_waits_for_a_lock_stops_at_once()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(("0010_marks.sql", Table)).MigrateAsync(cancellationToken: Cancel);
        await using var other = await runner.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "LOCK TABLE unified_media.marks", Cancel);

        var schema = runner.Schema(
            null,
            new SchemaOptions { LockTimeout = TimeSpan.FromMinutes(1) },
            ("0010_marks.sql", Table),
            ("0020_x.sql", "alter table {{schema}}.marks add extra int"));

        await StopsAsync(runner, schema, "wait_event_type = 'Lock'");
    }

    [Fact]
    public async Task Cancelled_runner_that_waits_for_another_stops_at_once()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        (string, string) step = ("0010_x.sql", "select pg_sleep(60)");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = runner.Schema(step).MigrateAsync(cancellationToken: end.Token);
        await runner.WaitForAsync("query LIKE '%pg_sleep%'");

        using var endSecond = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var second = runner.Schema(step).MigrateAsync(cancellationToken: endSecond.Token);
        await runner.Logs.WaitForAsync("Another process is migrating", Cancel);

        await AssertStopsAsync(second, endSecond);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    private static async Task StopsAsync(string fileName, string text, string condition)
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await StopsAsync(runner, runner.Schema(("0010_marks.sql", Table), (fileName, text)), condition);
        var quick = runner.Schema(("0010_marks.sql", Table), (fileName, "delete from {{schema}}.marks"));

        Assert.Equal("0020_x", Assert.Single((await quick.MigrateAsync(cancellationToken: Cancel)).Applied).Name);
    }

    private static async Task StopsAsync(RunnerDatabase runner, UnifiedMediaSchema schema, string condition)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = schema.MigrateAsync(cancellationToken: end.Token);
        await runner.WaitForAsync(condition);

        await AssertStopsAsync(running, end);
        await runner.AssertNoLocksAsync();
    }

    private static async Task AssertStopsAsync(Task running, CancellationTokenSource end)
    {
        var began = TimeProvider.System.GetTimestamp();
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
