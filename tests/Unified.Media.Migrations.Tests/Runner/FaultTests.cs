using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Failures have clear errors, and the next call continues the migration.</summary>
public sealed class FaultTests
{
    private static readonly (string, string) Table =
        ("0010_marks.sql", "create table {{schema}}.marks (id int); insert into {{schema}}.marks select 1 from generate_series(1, 2)");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0020_x.sql", "create table {{schema}}.half (id int); select pg_sleep(60)", "create table {{schema}}.half (id int)")]
    [InlineData("0020_x.batch.sql", "update {{schema}}.marks set id = 2 where id = 1 and pg_sleep(60) is not null", "delete from {{schema}}.marks")]
    public async Task Step_is_applied_again_after_the_server_died(string fileName, string slow, string quick)
    {
        await using var server = await TestServer.StartPrivateAsync(cancellationToken: Cancel);
        var database = await server.CreateDatabaseAsync(cancellationToken: Cancel);
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        {
            var running = new UnifiedMediaSchema(
                source, [SchemaModule.FromFiles("core", [Table, (fileName, slow)])]).MigrateAsync(cancellationToken: Cancel);
            await database.WaitForSessionAsync("query LIKE '%pg_sleep(60)%'", Cancel);
            await server.KillAsync(Cancel);
            var error = await Assert.ThrowsAsync<MediaMigrationException>(() => running);
            Assert.Equal(MigrationErrorCode.Unavailable, error.Code);
            Assert.Equal("0020_x", error.Step);
            Assert.True(error.IsTransient);
        }

        await server.RestartAsync(Cancel);
        await using var again = NpgsqlDataSource.Create(database.ConnectionString);
        var began = TimeProvider.System.GetTimestamp();
        var report = await new UnifiedMediaSchema(
            again, [SchemaModule.FromFiles("core", [Table, (fileName, quick)])]).MigrateAsync(cancellationToken: Cancel);

        Assert.Equal("0020_x", Assert.Single(report.Applied).Name);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Lock_timeout_names_the_blocking_sessions()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(Table).MigrateAsync(cancellationToken: Cancel);
        await using var other = new NpgsqlConnection(runner.Database.ConnectionString + ";Application Name=reporting");
        await other.OpenAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "SELECT 'secret' FROM unified_media.marks", Cancel);
        var options = new SchemaOptions { LockTimeout = TimeSpan.FromMilliseconds(200), LockWaitTimeout = TimeSpan.FromMilliseconds(400) };
        var schema = runner.Schema(null, options, Table, ("0020_x.sql", "alter table {{schema}}.marks add extra int"));

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.Locked, error.Code);
        Assert.True(error.IsTransient);
        Assert.Equal("0020_x", error.Step);
        Assert.Contains($"process {other.ProcessID} (reporting, idle in transaction", error.Message, StringComparison.Ordinal);
        Assert.Contains(runner.Logs.Lines, line => line.Contains("reporting", StringComparison.Ordinal));
        Assert.DoesNotContain(runner.Logs.Lines, line => line.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(MigrationStepState.Failed, (await schema.GetStatusAsync(Cancel)).Steps[1].State);
        await transaction.RollbackAsync(Cancel);
        Assert.Equal("0020_x", Assert.Single((await schema.MigrateAsync(cancellationToken: Cancel)).Applied).Name);
    }

    [Fact]
    public async Task Step_waits_for_a_lock_that_is_released_in_time()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(Table).MigrateAsync(cancellationToken: Cancel);
        await using var other = await runner.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "SELECT 1 FROM unified_media.marks", Cancel);
        var options = new SchemaOptions { LockTimeout = TimeSpan.FromMilliseconds(100) };
        var phases = new List<MigrationEventKind>();
        var waited = new TaskCompletionSource();
        var progress = new ImmediateProgress(found =>
        {
            phases.Add(found.Kind);
            if (found.Kind == MigrationEventKind.Waiting)
            {
                waited.TrySetResult();
            }
        });
        var running = runner.Schema(null, options, Table, ("0020_x.sql", "alter table {{schema}}.marks add extra int"))
            .MigrateAsync(progress, Cancel);

        await waited.Task.WaitAsync(Cancel);

        // Between two attempts no session queues behind the migration.
        Assert.Equal(2L, await runner.Database.ScalarAsync<long>("SELECT count(*) FROM unified_media.marks", Cancel));
        await transaction.RollbackAsync(Cancel);
        Assert.Single((await running).Applied);
        Assert.Equal([MigrationEventKind.Started, MigrationEventKind.Waiting, MigrationEventKind.Applied], phases.Distinct());
    }

    [Fact]
    public async Task Next_run_repairs_an_invalid_concurrent_index()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var schema = runner.Schema(
            Table, ("0020_u.concurrent.sql", "create unique index concurrently if not exists marks_uq on {{schema}}.marks (id)"));

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));
        Assert.Equal(MigrationErrorCode.FailedStep, error.Code);
        Assert.Contains("23505", error.Message, StringComparison.Ordinal);
        Assert.Contains("constraint marks_uq", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(id)=(1)", error.Message, StringComparison.Ordinal);
        Assert.False(await IsValid());

        // There are still two equal rows: IF NOT EXISTS alone would "succeed" now.
        await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));
        await runner.Database.ExecuteAsync("DELETE FROM unified_media.marks WHERE ctid = (SELECT max(ctid) FROM unified_media.marks)", Cancel);
        await schema.MigrateAsync(cancellationToken: Cancel);

        Assert.True(await IsValid());
        Assert.True((await schema.GetStatusAsync(Cancel)).IsUpToDate);

        Task<bool> IsValid() =>
            runner.Database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'unified_media.marks_uq'::regclass", Cancel);
    }

    [Fact]
    public async Task Login_timeouts_do_not_apply_to_indexes_and_are_restored()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await runner.Schema(Table).MigrateAsync(cancellationToken: Cancel);
        await using var other = await runner.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await Sql.ExecuteAsync(other, "INSERT INTO unified_media.marks VALUES (3)", Cancel);
        var limited = runner.Database.ConnectionString
            + ";Maximum Pool Size=5;No Reset On Close=true;Options=-c statement_timeout=300 -c lock_timeout=300";
        await using var source = NpgsqlDataSource.Create(limited);
        var running = new UnifiedMediaSchema(source, [SchemaModule.FromFiles(
            "core", [Table, ("0020_i.concurrent.sql", "create index concurrently if not exists i on {{schema}}.marks (id)")])])
            .MigrateAsync(cancellationToken: Cancel);
        await runner.WaitForAsync(
            "query LIKE '%index concurrently%' AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '600 ms'");
        await transaction.RollbackAsync(Cancel);

        Assert.Single((await running).Applied);
        for (var connection = 0; connection < 5; connection++)
        {
            await using var command = source.CreateCommand("SHOW statement_timeout");
            Assert.Equal("300ms", await command.ExecuteScalarAsync(Cancel));
        }
    }

    [Fact]
    public async Task Failed_transaction_is_rolled_back_and_reported_with_its_cause()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var schema = runner.Schema(Table, ("0020_x.sql", "create table {{schema}}.half (id int); insert into {{schema}}.nowhere values (1)"));

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.FailedStep, error.Code);
        Assert.False(error.IsTransient);
        Assert.Contains("relation \"unified_media.nowhere\" does not exist", error.Message, StringComparison.Ordinal);
        Assert.IsType<PostgresException>(error.InnerException);
        Assert.True(await runner.Database.ScalarAsync<bool>("SELECT to_regclass('unified_media.half') IS NULL", Cancel));
        var step = (await schema.GetStatusAsync(Cancel)).Steps[1];
        Assert.Equal(MigrationStepState.Failed, step.State);
        Assert.Equal(error.Message, step.Error);
        await runner.AssertNoLocksAsync();
    }

    [Fact]
    public async Task Messages_and_journal_contain_no_row_values()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var schema = runner.Schema(("0010_x.sql", "select 'secret'::uuid"));

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Contains("22P02", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (await schema.GetStatusAsync(Cancel)).Steps[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_role_permission_lists_statements_for_an_administrator()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        var login = await runner.Database.CreateLoginAsync("owner_without_roles", [], Cancel);
        await runner.Database.ExecuteAsync($"ALTER DATABASE {runner.Database.Name} OWNER TO owner_without_roles", Cancel);
        await using var source = NpgsqlDataSource.Create(login);
        var schema = new UnifiedMediaSchema(source, new PostgresSchemaNames { WorkerRole = $"worker_{Random.Shared.Next()}" });

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => schema.MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.MissingRights, error.Code);
        Assert.Equal("0010_roles", error.Step);
        Assert.Contains("create role worker_", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_without_create_permission_gets_a_clear_error()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await using var source = NpgsqlDataSource.Create(await runner.Database.CreateLoginAsync("mere_reader", [], Cancel));

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => new UnifiedMediaSchema(source).MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.MissingRights, error.Code);
        Assert.Contains("permission denied for database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unresponsive_server_is_unavailable()
    {
        await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => new UnifiedMediaSchema(source).MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.Unavailable, error.Code);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Too_old_server_is_rejected_before_any_change()
    {
        await using var runner = await RunnerDatabase.OpenAsync();
        await using var older = OldServerProxy.Before(runner.Database.ConnectionString);
        await using var source = NpgsqlDataSource.Create(older.ConnectionString);

        var error = await Assert.ThrowsAsync<MediaMigrationException>(() => new UnifiedMediaSchema(source).MigrateAsync(cancellationToken: Cancel));

        Assert.Equal(MigrationErrorCode.ServerTooOld, error.Code);
        Assert.False(error.IsTransient);
        Assert.Contains("PostgreSQL 14", error.Message, StringComparison.Ordinal);
        Assert.True(await runner.Database.ScalarAsync<bool>("SELECT to_regnamespace('unified_media') IS NULL", Cancel));
    }
}
