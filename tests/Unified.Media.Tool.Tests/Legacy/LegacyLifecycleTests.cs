using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class LegacyLifecycleTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Migration_runs_rolls_back_runs_again_and_finishes(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(
            MigratedTemplates.Migrate(DatabaseTemplate.LegacyRows[shape]), TestContext.Current.CancellationToken);

        Assert.True((await RunAsync(database, 1, "plan")).GetProperty("toMigrate").GetInt64() > 0);
        Assert.Equal("none", (await RunAsync(database, 0, "status")).GetProperty("phase").GetString());
        Assert.True((await RunAsync(database, 0, "run")).GetProperty("written").GetInt64() > 0);
        Assert.Equal(0, (await RunAsync(database, 0, "run")).GetProperty("written").GetInt64());
        Assert.Equal(0, (await RunAsync(database, 0, "plan")).GetProperty("toMigrate").GetInt64());
        var digest = (await RunAsync(database, 0, "verify")).GetProperty("digest").GetString();
        Assert.Equal("migrated", (await RunAsync(database, 0, "status")).GetProperty("phase").GetString());

        await RunAsync(database, 0, "rollback", "--yes");
        Assert.Equal("rolledBack", (await RunAsync(database, 0, "status")).GetProperty("phase").GetString());
        await RunAsync(database, 0, "run");
        Assert.Equal(digest, (await RunAsync(database, 0, "verify")).GetProperty("digest").GetString());

        Assert.Equal("switched", (await RunAsync(database, 0, "switch")).GetProperty("done").GetString());
        Assert.Equal("switchedBack", (await RunAsync(database, 0, "switch", "--back")).GetProperty("done").GetString());
        await RunAsync(database, 0, "switch");
        await RunAsync(database, 0, "finish", "--yes");
        Assert.Equal("finished", (await RunAsync(database, 0, "status")).GetProperty("phase").GetString());
        Assert.Equal(
            "migration_finished", (await ToolRun.OnAsync(database, "legacy", "run", "--json")).ExpectExitCode(2).ErrorCode);
        (await ToolRun.OnAsync(database, "legacy", "rollback", "--yes", "--json")).ExpectExitCode(2);
    }

    [Fact]
    public async Task Text_output_has_tables_and_progress()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);

        var plan = (await ToolRun.OnAsync(database, "legacy", "plan")).ExpectExitCode(1);
        var run = (await ToolRun.OnAsync(database, "legacy", "run")).ExpectExitCode(0);
        var status = (await ToolRun.OnAsync(database, "legacy", "status")).ExpectExitCode(0);
        var problems = (await ToolRun.OnAsync(database, "legacy", "problems")).ExpectExitCode(1);
        var verify = (await ToolRun.OnAsync(database, "legacy", "verify")).ExpectExitCode(0);
        var rollback = (await ToolRun.OnAsync(database, "legacy", "rollback", "--yes")).ExpectExitCode(0);

        Assert.Contains(" rows to migrate", plan.Out, StringComparison.Ordinal);
        Assert.Contains("rows written in", run.Out, StringComparison.Ordinal);
        Assert.Contains("copying playground_gallery: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("migrated", status.Out, StringComparison.Ordinal);
        Assert.Contains("owner_unknown", problems.Out, StringComparison.Ordinal);
        Assert.Contains("every legacy row matches its item", verify.Out, StringComparison.Ordinal);
        Assert.Contains(" restored", rollback.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollback")]
    [InlineData("finish")]
    public async Task Destructive_command_requires_confirmation(string command)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        await RunAsync(database, 0, "run");
        await RunAsync(database, 0, "switch");

        var silent = await ToolRun.OnAsync(database, "legacy", command, "--json");
        var runner = new ToolRunner { Connection = database.ConnectionString, CanPrompt = true, Input = "no\n" };
        var declined = await runner.RunAsync("legacy", command);

        Assert.Equal("confirmation_needed", silent.ExpectExitCode(2).ErrorCode);
        Assert.Contains("nothing was changed.", declined.ExpectExitCode(2).Error, StringComparison.Ordinal);
        Assert.Equal("switched", (await RunAsync(database, 0, "status")).GetProperty("phase").GetString());
    }

    [Theory]
    [InlineData("update public.media set width = 4242 where legacy_source = 'user_media'", 1)]
    [InlineData("set session_replication_role = replica; delete from public.media where legacy_source = 'user_media'", 2)]
    public async Task Verify_has_different_exit_codes_for_differences_and_losses(string harm, int exitCode)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        await RunAsync(database, 0, "run");
        await database.ExecuteAsync($"set session_replication_role = replica; {harm}", TestContext.Current.CancellationToken);

        var verification = await RunAsync(database, exitCode, "verify");
        var text = (await ToolRun.OnAsync(database, "legacy", "verify")).ExpectExitCode(exitCode);

        Assert.Equal(exitCode == 2, verification.GetProperty("hasLoss").GetBoolean());
        Assert.Contains("user_media", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_counts_missing_objects_in_a_folder()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        await RunAsync(database, 0, "run");

        var verification = await RunAsync(database, 1, "verify", "--objects", "--every", "1", "--folder", folder.Path);

        Assert.True(verification.GetProperty("objectsChecked").GetInt64() > 0);
        Assert.Equal(verification.GetProperty("objectsChecked").GetInt64(), verification.GetProperty("objectsMissing").GetInt64());
    }

    [Fact]
    public async Task Commands_report_a_missing_schema_and_accept_missing_legacy_tables()
    {
        await using var bare = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        await using var plain = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);

        Assert.Equal("migration_not_ready", (await ToolRun.OnAsync(bare, "legacy", "plan", "--json")).ExpectExitCode(2).ErrorCode);
        Assert.Equal(0, (await RunAsync(plain, 0, "plan")).GetProperty("toMigrate").GetInt64());
        await RunAsync(plain, 0, "run");
    }

    private static async Task<JsonElement> RunAsync(FreshDatabase database, int exitCode, params string[] args) =>
        (await ToolRun.OnAsync(database, ["legacy", .. args, "--json"])).ExpectExitCode(exitCode).Result;
}
