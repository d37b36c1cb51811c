using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class SchemaRepairTests
{
    [Fact]
    public async Task Failed_step_is_reported_until_repair_clears_it()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            "update unified_media.schema_journal set state = 'failed', error = 'out of luck', applied_at = null where step = 80",
            TestContext.Current.CancellationToken);

        var status = (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(2);
        var doctor = (await ToolRun.OnAsync(database, "doctor")).ExpectExitCode(2);
        var repair = (await ToolRun.OnAsync(database, "schema", "repair", "--json")).ExpectExitCode(0).Result;

        Assert.Contains("out of luck", status.Out, StringComparison.Ordinal);
        Assert.Contains("schema_refused", doctor.Out, StringComparison.Ordinal);
        Assert.Single(repair.GetProperty("steps").EnumerateArray());
        (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(1);
        (await ToolRun.OnAsync(database, "schema", "up")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Repair_accepts_an_edited_step_only_after_confirmation()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            "update unified_media.schema_journal set checksum = repeat('0', 64) where step = 20", TestContext.Current.CancellationToken);

        Assert.Equal(
            "migration_edited_step", (await ToolRun.OnAsync(database, "schema", "up", "--json")).ExpectExitCode(2).ErrorCode);
        var unasked = await ToolRun.OnAsync(database, "schema", "repair", "--accept-edited", "--json");
        Assert.Equal("confirmation_needed", unasked.ExpectExitCode(2).ErrorCode);
        (await ToolRun.OnAsync(database, "schema", "repair", "--accept-edited", "--step", "20", "--yes")).ExpectExitCode(0);

        (await ToolRun.OnAsync(database, "schema", "up")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Baseline_marks_steps_as_applied_only_after_confirmation()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        await database.ExecuteAsync("delete from unified_media.schema_journal", TestContext.Current.CancellationToken);

        Assert.Equal(
            "confirmation_needed", (await ToolRun.OnAsync(database, "schema", "baseline", "--json")).ExpectExitCode(2).ErrorCode);
        (await ToolRun.OnAsync(database, "schema", "baseline", "--through", "80", "--yes")).ExpectExitCode(0);
        (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(1);
        (await ToolRun.OnAsync(database, "schema", "baseline", "--yes")).ExpectExitCode(0);

        (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(0);
    }
}
