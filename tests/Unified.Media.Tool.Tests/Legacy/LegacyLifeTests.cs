using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class LegacyLifeTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task A_migration_goes_all_the_way_there_back_and_there_again(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Up(DatabaseTemplate.LegacyRows[shape]), TestContext.Current.CancellationToken);

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
        Assert.Equal("migration_finished", (await ToolRun.OnAsync(database.ConnectionString, "legacy", "run", "--json")).Expect(2).ErrorCode);
        (await ToolRun.OnAsync(database.ConnectionString, "legacy", "rollback", "--yes", "--json")).Expect(2);
    }

    [Fact]
    public async Task People_see_tables_and_progress()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, TestContext.Current.CancellationToken);

        var plan = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "plan")).Expect(1);
        var run = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "run")).Expect(0);
        var status = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "status")).Expect(0);
        var problems = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "problems")).Expect(1);
        var verify = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "verify")).Expect(0);
        var rollback = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "rollback", "--yes")).Expect(0);

        Assert.Contains("rows would become items", plan.Out, StringComparison.Ordinal);
        Assert.Contains("rows written in", run.Out, StringComparison.Ordinal);
        Assert.Contains("copying playground_gallery: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("migrated", status.Out, StringComparison.Ordinal);
        Assert.Contains("owner_unknown", problems.Out, StringComparison.Ordinal);
        Assert.Contains("every row is where it should be", verify.Out, StringComparison.Ordinal);
        Assert.Contains("taken back", rollback.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollback")]
    [InlineData("finish")]
    public async Task What_destroys_something_needs_a_yes(string command)
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, TestContext.Current.CancellationToken);
        await RunAsync(database, 0, "run");
        await RunAsync(database, 0, "switch");

        var silent = await ToolRun.OnAsync(database.ConnectionString, "legacy", command, "--json");
        var declined = await new ToolSetting { Connection = database.ConnectionString, CanAsk = true, Answers = "no\n" }.RunAsync("legacy", command);

        Assert.Equal("confirmation_needed", silent.Expect(2).ErrorCode);
        Assert.Contains("Nothing was done.", declined.Expect(2).Error, StringComparison.Ordinal);
        Assert.Equal("switched", (await RunAsync(database, 0, "status")).GetProperty("phase").GetString());
    }

    [Theory]
    [InlineData("update public.media set width = 4242 where legacy_source = 'user_media'", 1)]
    [InlineData("set session_replication_role = replica; delete from public.media where legacy_source = 'user_media'", 2)]
    public async Task Differences_and_losses_have_exit_codes_of_their_own(string harm, int exitCode)
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, TestContext.Current.CancellationToken);
        await RunAsync(database, 0, "run");
        await database.ExecuteAsync($"set session_replication_role = replica; {harm}", TestContext.Current.CancellationToken);

        var verification = await RunAsync(database, exitCode, "verify");
        var text = (await ToolRun.OnAsync(database.ConnectionString, "legacy", "verify")).Expect(exitCode);

        Assert.Equal(exitCode == 2, verification.GetProperty("hasLoss").GetBoolean());
        Assert.Contains("user_media", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_looked_for_where_asked()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        await RunAsync(database, 0, "run");

        var verification = await RunAsync(database, 1, "verify", "--objects", "--every", "1", "--folder", folder.Path);

        Assert.True(verification.GetProperty("objectsChecked").GetInt64() > 0);
        Assert.Equal(verification.GetProperty("objectsChecked").GetInt64(), verification.GetProperty("objectsMissing").GetInt64());
    }

    [Fact]
    public async Task Without_the_schema_and_without_older_tables_it_says_so()
    {
        await using var bare = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        await using var plain = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);

        Assert.Equal("migration_not_ready", (await ToolRun.OnAsync(bare.ConnectionString, "legacy", "plan", "--json")).Expect(2).ErrorCode);
        Assert.Equal(0, (await RunAsync(plain, 0, "plan")).GetProperty("toMigrate").GetInt64());
        await RunAsync(plain, 0, "run");
    }

    private static async Task<JsonElement> RunAsync(FreshDatabase database, int exitCode, params string[] args) =>
        (await ToolRun.OnAsync(database.ConnectionString, ["legacy", .. args, "--json"])).Expect(exitCode).Result;
}
