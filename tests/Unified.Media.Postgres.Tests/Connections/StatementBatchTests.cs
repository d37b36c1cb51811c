using Microsoft.Extensions.Logging.Abstractions;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

public sealed class StatementBatchTests
{
    private static readonly StatementExecutor Executor = new(0, NullLogger.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_result_belongs_to_its_own_statement()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        await database.ExecuteAsync("create table numbers (n int)", Cancel);
        var batch = new StatementBatch(database.DataSource);
        var inserted = batch.AddNonQuery(new() { Sql = "insert into numbers values (1), (2), (3)" });
        batch.Add(new Statement { Sql = "select 'skipped'" });
        var before = batch.AddList(new() { Sql = "select n from numbers order by n" }, row => row.GetInt32(0));
        var deleted = batch.AddNonQuery(new() { Sql = "delete from numbers where n < 3" });
        var none = batch.AddNonQuery(new() { Sql = "delete from numbers where n > 3" });
        var empty = batch.AddList(new() { Sql = "select n from numbers where n > 3" }, row => row.GetInt32(0));
        var after = batch.AddSingle(new() { Sql = "select count(*) from numbers" }, row => row.GetInt64(0));
        var updated = batch.AddNonQuery(new() { Sql = "update numbers set n = 4" });

        await Executor.ExecuteAsync(batch, RetrySafety.NotRetryable, Cancel);

        Assert.Equal((3, 2, 0, 1), (inserted.Value, deleted.Value, none.Value, updated.Value));
        Assert.Equal([1, 2, 3], before.Value);
        Assert.Empty(empty.Value);
        Assert.Equal(1, after.Value);
    }

    [Fact]
    public async Task Batch_can_be_executed_again()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        await database.ExecuteAsync("create sequence calls", Cancel);
        var statement = new Statement();
        statement.Sql = $"select nextval({statement.Add("calls")}::regclass)";
        var batch = new StatementBatch(database.DataSource);
        var call = batch.AddSingle(statement, row => row.GetInt64(0));

        await Executor.ExecuteAsync(batch, RetrySafety.Idempotent, Cancel);
        var first = call.Value;
        await Executor.ExecuteAsync(batch, RetrySafety.Idempotent, Cancel);

        Assert.Equal((1, 2), (first, call.Value));
    }

    [Fact]
    public async Task Failed_statement_rolls_back_the_whole_batch()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);
        await database.ExecuteAsync("create table numbers (n int)", Cancel);
        var batch = new StatementBatch(database.DataSource);
        batch.AddNonQuery(new() { Sql = "insert into numbers values (1)" });
        var count = batch.AddSingle(new() { Sql = "select count(*) from numbers" }, row => row.GetInt64(0));
        batch.Add(new Statement { Sql = "select 1 / 0" });

        await Assert.ThrowsAsync<MediaProviderException>(() => Executor.ExecuteAsync(batch, RetrySafety.NotRetryable, Cancel));

        Assert.Equal(1, count.Value);
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from numbers", Cancel));
    }

    [Fact]
    public void Result_has_no_value_before_execution() =>
        Assert.Throws<InvalidOperationException>(() => new StatementResult<int>().Value);
}
