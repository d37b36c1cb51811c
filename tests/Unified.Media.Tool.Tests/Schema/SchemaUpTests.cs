using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class SchemaUpTests
{
    [Fact]
    public async Task First_run_applies_all_steps_and_second_run_none()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, TestContext.Current.CancellationToken);

        var before = (await ToolRun.OnAsync(database, "schema", "status", "--json")).ExpectExitCode(1).Result;
        var dry = (await ToolRun.OnAsync(database, "schema", "up", "--dry-run", "--json")).ExpectExitCode(1).Result;
        var first = (await ToolRun.OnAsync(database, "schema", "up", "--json")).ExpectExitCode(0);
        var second = (await ToolRun.OnAsync(database, "schema", "up", "--json")).ExpectExitCode(0).Result;
        var after = (await ToolRun.OnAsync(database, "schema", "status", "--json")).ExpectExitCode(0).Result;

        var steps = before.GetProperty("steps").GetArrayLength();
        Assert.False(before.GetProperty("isUpToDate").GetBoolean());
        Assert.Equal(steps, dry.GetProperty("applied").GetArrayLength());
        Assert.Equal(steps, first.Result.GetProperty("applied").GetArrayLength());
        Assert.Equal(0, second.GetProperty("applied").GetArrayLength());
        Assert.True(after.GetProperty("isUpToDate").GetBoolean());
        Assert.Contains("schema: ", first.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_output_has_tables()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        await ContainsAsync(1, "0020_media", "status");
        await ContainsAsync(1, "steps to apply (dry run)", "up", "--dry-run");
        await ContainsAsync(0, "steps applied", "up");
        await ContainsAsync(0, "already up to date", "up");
        await ContainsAsync(0, "up to date: ", "status");

        async Task ContainsAsync(int exitCode, string text, params string[] args) => Assert.Contains(
            text, (await ToolRun.OnAsync(database, ["schema", .. args])).ExpectExitCode(exitCode).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrent_processes_apply_every_step_once()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Supabase, TestContext.Current.CancellationToken);

        using var first = ToolProcess.Start(database.ConnectionString, "schema", "up", "--json");
        using var second = ToolProcess.Start(database.ConnectionString, "schema", "up", "--json");
        using var third = ToolProcess.Start(database.ConnectionString, "schema", "up", "--json");
        ToolRun[] runs = [await first.WaitForExitAsync(), await second.WaitForExitAsync(), await third.WaitForExitAsync()];

        var applied = runs.SelectMany(run => run.ExpectExitCode(0).Result.GetProperty("applied").EnumerateArray())
            .Select(step => step.GetProperty("name").GetString()).ToArray();
        Assert.Equal(applied.Distinct(), applied);
        (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(0);
    }

    [Theory]
    [InlineData(ToolProcess.Interrupt)]
    [InlineData(ToolProcess.Kill)]
    public async Task Next_run_continues_an_interrupted_run(int signal)
    {
        ToolProcess.SkipWhenIgnored(signal);
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyA, TestContext.Current.CancellationToken);
        await using var other = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("lock table public.media in access exclusive mode", TestContext.Current.CancellationToken);

        using var process = ToolProcess.Start(database.ConnectionString, "schema", "up");
        await database.WaitForSessionAsync("wait_event_type = 'Lock'", TestContext.Current.CancellationToken);
        process.Signal(signal);
        var run = await process.WaitForExitAsync();
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, run.ExitCode);
        if (signal == ToolProcess.Interrupt)
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Cancelled.", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }

        (await ToolRun.OnAsync(database, "schema", "up", "--wait-timeout", "60")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Up_fails_when_a_lock_is_not_released()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyA, TestContext.Current.CancellationToken);
        await using var other = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("lock table public.media in access exclusive mode", TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database, "schema", "up", "--wait-timeout", "1", "--lock-timeout", "50", "--json");

        Assert.Equal("migration_locked", run.ExpectExitCode(2).ErrorCode);
    }

    [Fact]
    public async Task Up_fails_for_a_login_without_privileges()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        var connection = await database.CreateLoginAsync("tool_nobody", [], TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(connection, "schema", "up", "--json");

        Assert.Equal("migration_missing_rights", run.ExpectExitCode(2).ErrorCode);
    }

    [Theory]
    [InlineData("--schema", "Bad-Name", "name_unusable")]
    [InlineData("--media-schema", "a;drop", "name_unusable")]
    [InlineData("--schema", "public", "settings_wrong")]
    [InlineData("--lock-timeout", "1", "settings_wrong")]
    public async Task Up_validates_options_before_connecting(string option, string value, string code)
    {
        var run = await ToolRun.OnAsync("Host=127.0.0.1;Port=1", "schema", "up", option, value, "--json");

        Assert.Equal(code, run.ExpectExitCode(2).ErrorCode);
    }

    [Fact]
    public async Task Commands_use_the_given_schema_names()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        string[] names = ["--schema", "mine", "--media-schema", "app"];

        (await ToolRun.OnAsync(database, ["schema", "up", .. names])).ExpectExitCode(0);
        (await ToolRun.OnAsync(database, ["schema", "status", .. names])).ExpectExitCode(0);
        (await ToolRun.OnAsync(database, ["media", "list", .. names])).ExpectExitCode(0);

        Assert.True(await database.ScalarAsync<bool>(
            "select to_regclass('mine.objects') is not null and to_regclass('app.media') is not null and "
                + "to_regnamespace('unified_media') is null",
            TestContext.Current.CancellationToken));
    }
}
