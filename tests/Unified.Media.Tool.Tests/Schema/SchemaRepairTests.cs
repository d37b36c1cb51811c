using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class SchemaRepairTests
{
    [Fact]
    public async Task A_step_that_failed_is_a_failure_until_it_is_forgotten()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            "update unified_media.schema_journal set state = 'failed', error = 'out of luck', applied_at = null where step = 80",
            TestContext.Current.CancellationToken);

        var status = (await ToolRun.OnAsync(database.ConnectionString, "schema", "status")).Expect(2);
        var doctor = (await ToolRun.OnAsync(database.ConnectionString, "doctor")).Expect(2);
        var repair = (await ToolRun.OnAsync(database.ConnectionString, "schema", "repair", "--json")).Expect(0).Result;

        Assert.Contains("out of luck", status.Out, StringComparison.Ordinal);
        Assert.Contains("schema_refused", doctor.Out, StringComparison.Ordinal);
        Assert.Single(repair.GetProperty("steps").EnumerateArray());
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "status")).Expect(1);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "up")).Expect(0);
    }

    [Fact]
    public async Task A_step_that_was_edited_is_accepted_only_with_a_yes()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            "update unified_media.schema_journal set checksum = repeat('0', 64) where step = 20", TestContext.Current.CancellationToken);

        Assert.Equal(
            "migration_edited_step", (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--json")).Expect(2).ErrorCode);
        var unasked = await ToolRun.OnAsync(database.ConnectionString, "schema", "repair", "--accept-edited", "--json");
        Assert.Equal("confirmation_needed", unasked.Expect(2).ErrorCode);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "repair", "--accept-edited", "--step", "20", "--yes")).Expect(0);

        (await ToolRun.OnAsync(database.ConnectionString, "schema", "up")).Expect(0);
    }

    [Fact]
    public async Task A_baseline_counts_steps_as_run_only_with_a_yes()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        await database.ExecuteAsync("delete from unified_media.schema_journal", TestContext.Current.CancellationToken);

        Assert.Equal(
            "confirmation_needed", (await ToolRun.OnAsync(database.ConnectionString, "schema", "baseline", "--json")).Expect(2).ErrorCode);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "baseline", "--through", "80", "--yes")).Expect(0);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "status")).Expect(1);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "baseline", "--yes")).Expect(0);

        (await ToolRun.OnAsync(database.ConnectionString, "schema", "status")).Expect(0);
    }
}
