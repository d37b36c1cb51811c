using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class SchemaUpTests
{
    [Fact]
    public async Task The_first_run_applies_everything_and_the_second_nothing()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, TestContext.Current.CancellationToken);

        var before = (await ToolRun.OnAsync(database.ConnectionString, "schema", "status", "--json")).Expect(1).Result;
        var dry = (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--dry-run", "--json")).Expect(1).Result;
        var first = (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--json")).Expect(0);
        var second = (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--json")).Expect(0).Result;
        var after = (await ToolRun.OnAsync(database.ConnectionString, "schema", "status", "--json")).Expect(0).Result;

        var steps = before.GetProperty("steps").GetArrayLength();
        Assert.False(before.GetProperty("isUpToDate").GetBoolean());
        Assert.Equal(steps, dry.GetProperty("applied").GetArrayLength());
        Assert.Equal(steps, first.Result.GetProperty("applied").GetArrayLength());
        Assert.Equal(0, second.GetProperty("applied").GetArrayLength());
        Assert.True(after.GetProperty("isUpToDate").GetBoolean());
        Assert.Contains("schema: ", first.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_see_tables()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);

        await SaysAsync(1, "0020_media", "status");
        await SaysAsync(1, "steps to apply (dry run)", "up", "--dry-run");
        await SaysAsync(0, "steps applied", "up");
        await SaysAsync(0, "up to date already", "up");
        await SaysAsync(0, "up to date: ", "status");

        async Task SaysAsync(int exitCode, string text, params string[] args) => Assert.Contains(
            text, (await ToolRun.OnAsync(database.ConnectionString, ["schema", .. args])).Expect(exitCode).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_tools_at_once_apply_every_step_once()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Supabase, TestContext.Current.CancellationToken);

        using var first = ToolProcess.Start(database.ConnectionString, "schema", "up", "--json");
        using var second = ToolProcess.Start(database.ConnectionString, "schema", "up", "--json");
        using var third = ToolProcess.Start(database.ConnectionString, "schema", "up", "--json");
        ToolRun[] runs = [await first.EndAsync(), await second.EndAsync(), await third.EndAsync()];

        var applied = runs.SelectMany(run => run.Expect(0).Result.GetProperty("applied").EnumerateArray())
            .Select(step => step.GetProperty("name").GetString()).ToArray();
        Assert.Equal(applied.Distinct(), applied);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "status")).Expect(0);
    }

    [Theory]
    [InlineData(ToolProcess.Interrupt)]
    [InlineData(ToolProcess.Kill)]
    public async Task An_interrupted_run_is_continued_by_the_next(int signal)
    {
        ToolProcess.SkipWhereIgnored(signal);
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyA, TestContext.Current.CancellationToken);
        await using var other = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("lock table public.media in access exclusive mode", TestContext.Current.CancellationToken);

        using var process = ToolProcess.Start(database.ConnectionString, "schema", "up");
        await database.WaitForSessionAsync("wait_event_type = 'Lock'", TestContext.Current.CancellationToken);
        process.Signal(signal);
        var run = await process.EndAsync();
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, run.ExitCode);
        if (signal == ToolProcess.Interrupt)
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Cancelled.", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }

        (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--patience", "60")).Expect(0);
    }

    [Fact]
    public async Task A_lock_that_nobody_gives_back_ends_the_run()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyA, TestContext.Current.CancellationToken);
        await using var other = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("lock table public.media in access exclusive mode", TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--patience", "1", "--lock-timeout", "50", "--json");

        Assert.Equal("migration_locked", run.Expect(2).ErrorCode);
    }

    [Fact]
    public async Task A_login_without_rights_is_told_so()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        var connection = await database.CreateLoginAsync("tool_nobody", [], TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(connection, "schema", "up", "--json");

        Assert.Equal("migration_missing_rights", run.Expect(2).ErrorCode);
    }

    [Theory]
    [InlineData("--schema", "Bad-Name", "name_unusable")]
    [InlineData("--media-schema", "a;drop", "name_unusable")]
    [InlineData("--schema", "public", "settings_wrong")]
    [InlineData("--lock-timeout", "1", "settings_wrong")]
    public async Task Names_and_times_are_checked_before_anything_is_done(string option, string value, string code)
    {
        var run = await ToolRun.OnAsync("Host=127.0.0.1;Port=1", "schema", "up", option, value, "--json");

        Assert.Equal(code, run.Expect(2).ErrorCode);
    }

    [Fact]
    public async Task Other_names_are_used_throughout()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, TestContext.Current.CancellationToken);
        string[] names = ["--schema", "mine", "--media-schema", "app"];

        (await ToolRun.OnAsync(database.ConnectionString, ["schema", "up", .. names])).Expect(0);
        (await ToolRun.OnAsync(database.ConnectionString, ["schema", "status", .. names])).Expect(0);
        (await ToolRun.OnAsync(database.ConnectionString, ["media", "list", .. names])).Expect(0);

        Assert.True(await database.ScalarAsync<bool>(
            "select to_regclass('mine.objects') is not null and to_regclass('app.media') is not null and "
                + "to_regnamespace('unified_media') is null",
            TestContext.Current.CancellationToken));
    }
}
