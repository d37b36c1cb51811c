using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Concurrent migrations; each data source stands for a process.</summary>
public sealed class ConcurrencyTests
{
    private const int Runners = 3;
    private const int Repeats = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exactly_one_of_three_runners_applies_each_step(bool throughPooler)
    {
        await using var pooler = throughPooler ? await (await TestServer.SharedAsync()).StartPgBouncerAsync(cancellationToken: Cancel) : null;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            await using var runner = await RunnerDatabase.OpenAsync();
            var connectionString = pooler?.Through(runner.Database.ConnectionString) ?? runner.Database.ConnectionString;
            var schemas = Enumerable.Range(0, Runners).Select(_ => runner.Schema(connectionString, null)).ToArray();

            var reports = await Task.WhenAll(schemas.Select(schema => Task.Run(() => schema.MigrateAsync(cancellationToken: Cancel), Cancel)));

            Assert.Equal(
                ["0010_marks", "0020_double", "0030_finish", "0040_index"],
                reports.SelectMany(report => report.Applied).Select(step => step.Name).Order());
            Assert.Equal(101, await runner.Database.ScalarAsync<long>("SELECT count(*) FROM unified_media.marks WHERE done", Cancel));
            Assert.Equal(2, await runner.Database.ScalarAsync<long>(
                "SELECT count(*) FROM pg_index WHERE indrelid = 'unified_media.marks'::regclass AND indisvalid", Cancel));
            await runner.AssertNoLocksAsync();
        }
    }

    [Fact]
    public async Task Databases_of_one_server_can_be_migrated_concurrently()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FreshDatabase.CreateAsync(cancellationToken: Cancel)));
        var suffix = Random.Shared.Next();
        var names = new PostgresSchemaNames
        {
            AnonymousRole = $"anon_{suffix}",
            AuthenticatedRole = $"user_{suffix}",
            ServiceRole = $"service_{suffix}",
            WorkerRole = $"worker_{suffix}",
            ApplicationRole = $"app_{suffix}",
        };

        // Roles are shared by the server, so all four migrations create the same ones.
        var reports = await Task.WhenAll(databases.Select(
            database => new UnifiedMediaSchema(database.DataSource, names).MigrateAsync(cancellationToken: Cancel)));

        Assert.All(reports, report => Assert.Equal(SchemaModule.Core.Steps.Count, report.Applied.Count));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Waiting_runner_does_not_block_a_concurrent_index()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(("0010_marks.sql", "create table {{schema}}.marks (id int)")).MigrateAsync(cancellationToken: Cancel);
        (string, string)[] steps =
        [
            ("0010_marks.sql", "create table {{schema}}.marks (id int)"),
            ("0020_wait.sql", "select pg_sleep(1)"),
            ("0030_index.concurrent.sql", "create index concurrently if not exists marks_idx on {{schema}}.marks (id)"),
        ];

        var first = runner.Schema(steps).MigrateAsync(cancellationToken: Cancel);
        await runner.WaitForAsync("query LIKE '%pg_sleep%'");
        var second = runner.Schema(steps).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal(2, (await first.WaitAsync(TimeSpan.FromSeconds(15), Cancel)).Applied.Count);
        Assert.True((await second.WaitAsync(TimeSpan.FromSeconds(15), Cancel)).WasUpToDate);
        Assert.Contains(runner.Logs.Lines, line => line.Contains("Another process is migrating", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Transaction_of_the_lock_holds_no_snapshot()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var running = runner.Schema(("0010_wait.sql", "select pg_sleep(1)")).MigrateAsync(cancellationToken: Cancel);
        await runner.WaitForAsync("query LIKE '%pg_sleep%'");

        var snapshots = await runner.Database.ColumnAsync<bool>(
            "SELECT backend_xmin IS NOT NULL FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'", Cancel);

        Assert.Equal([false], snapshots);
        await running;
    }

    [Fact]
    public async Task Runner_stops_when_its_lock_connection_ends()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var running = runner.Schema(("0010_wait.sql", "select pg_sleep(60)")).MigrateAsync(cancellationToken: Cancel);
        await runner.WaitForAsync("query LIKE '%pg_sleep%'");

        await runner.Database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = "
            + "(SELECT oid FROM pg_database WHERE datname = current_database())", Cancel);

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => running.WaitAsync(TimeSpan.FromSeconds(15), Cancel));
        Assert.Equal(MigrationErrorCode.LockLost, error.Code);
        Assert.True(error.IsTransient);
        await runner.AssertNoLocksAsync();
    }

    [Fact]
    public async Task Runner_without_its_lease_starts_no_further_transaction()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        // The transaction of the first step deletes the row, so that it is gone before the second transaction starts.
        var running = runner.Schema(
            ("0010_taken.sql", "delete from {{schema}}.schema_lock"), ("0020_more.sql", "create table {{schema}}.more (id int)"))
            .MigrateAsync(cancellationToken: Cancel);

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => running);
        Assert.Equal(MigrationErrorCode.LockLost, error.Code);
        Assert.Equal("0020_more", error.Step);
        Assert.True(await runner.Database.ScalarAsync<bool>("SELECT to_regclass('unified_media.more') IS NULL", Cancel));
    }

    [Theory]
    [InlineData("clock_timestamp() + interval '700 ms'", "pg_postmaster_start_time()", 0.6, 5)]
    [InlineData("clock_timestamp() - interval '1 s'", "pg_postmaster_start_time()", 0, 0.5)]
    [InlineData("clock_timestamp() + interval '1 day'", "pg_postmaster_start_time() - interval '1 h'", 0, 0.5)]
    public async Task Runner_waits_until_the_lease_of_a_dead_runner_expires(string expires, string started, double least, double most)
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(("0010_a.sql", "select 1")).MigrateAsync(cancellationToken: Cancel);
        await runner.Database.ExecuteAsync($"INSERT INTO unified_media.schema_lock VALUES (true, 'dead', {started}, {expires})", Cancel);
        var schema = runner.Schema(("0010_a.sql", "select 1"), ("0020_b.sql", "select 1"));
        await schema.GetStatusAsync(Cancel);

        var began = TimeProvider.System.GetTimestamp();
        var report = await schema.MigrateAsync(cancellationToken: Cancel);

        Assert.Equal("0020_b", Assert.Single(report.Applied).Name);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, least, most + 2);
    }

    [Fact]
    public async Task Waiting_for_another_runner_ends_with_the_timeout()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var running = runner.Schema(("0010_wait.sql", "select pg_sleep(60)"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = running.MigrateAsync(cancellationToken: end.Token);
        await runner.WaitForAsync("query LIKE '%pg_sleep%'");

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => runner
            .Schema(null, new SchemaOptions { RunnerWaitTimeout = TimeSpan.FromMilliseconds(300) }, ("0010_wait.sql", "select pg_sleep(60)"))
            .MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.Busy, error.Code);
        Assert.True(error.IsTransient);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await runner.AssertNoLocksAsync();
    }
}
