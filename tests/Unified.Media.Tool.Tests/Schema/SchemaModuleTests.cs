using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>The legacy module in every schema command.</summary>
public sealed class SchemaModuleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_applies_a_requested_module_and_keeps_it_applied()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, Cancel);

        var before = (await ToolRun.OnAsync(database, "schema", "status", "--json")).ExpectExitCode(0).Result;
        var dry = (await ToolRun.OnAsync(database, "schema", "up", "--module", "legacy", "--dry-run", "--json")).ExpectExitCode(1).Result;
        (await ToolRun.OnAsync(database, "schema", "up", "--module", "legacy")).ExpectExitCode(0);
        var after = (await ToolRun.OnAsync(database, "schema", "status", "--json")).ExpectExitCode(0).Result;
        var text = (await ToolRun.OnAsync(database, "schema", "status")).ExpectExitCode(0).Out;

        Assert.Equal(["core"], Modules(before));
        Assert.Equal("legacy", Assert.Single(before.GetProperty("unusedModules").EnumerateArray()).GetString());
        Assert.All(
            dry.GetProperty("applied").EnumerateArray(),
            step => Assert.StartsWith("legacy/", step.GetProperty("name").GetString()!, StringComparison.Ordinal));
        Assert.Equal(["core", "legacy"], Modules(after));
        Assert.Empty(after.GetProperty("unusedModules").EnumerateArray());
        Assert.Contains("legacy/", text, StringComparison.Ordinal);
        (await ToolRun.OnAsync(database, "doctor")).ExpectExitCode(0);
        (await ToolRun.OnAsync(database, "legacy", "plan")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Script_contains_a_requested_module()
    {
        var core = (await ToolRun.WithoutDatabaseAsync("schema", "script", "--all")).ExpectExitCode(0).Out;
        var both = (await ToolRun.WithoutDatabaseAsync("schema", "script", "--all", "--module", "legacy")).ExpectExitCode(0).Out;

        Assert.DoesNotContain("playground_gallery", core, StringComparison.Ordinal);
        Assert.Contains("playground_gallery", both, StringComparison.Ordinal);
        Assert.StartsWith(core[core.IndexOf('\n')..], both[both.IndexOf('\n')..], StringComparison.Ordinal);
        Assert.Contains("'legacy', ", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_and_baseline_change_steps_of_one_module()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, Cancel);
        await database.ExecuteAsync(
            "update unified_media.schema_journal set state = 'failed', error = 'out of luck' where name like '%view'", Cancel);

        var core = (await ToolRun.OnAsync(database, "schema", "repair", "--module", "core", "--json")).ExpectExitCode(0).Result;
        var legacy = (await ToolRun.OnAsync(database, "schema", "repair", "--module", "legacy", "--json")).ExpectExitCode(0).Result;
        var baseline = (await ToolRun.OnAsync(database, "schema", "baseline", "--module", "legacy", "--yes", "--json"))
            .ExpectExitCode(0).Result;

        Assert.Equal("0190_view", Assert.Single(core.GetProperty("steps").EnumerateArray()).GetString());
        Assert.StartsWith("legacy/", Assert.Single(legacy.GetProperty("steps").EnumerateArray()).GetString()!, StringComparison.Ordinal);
        Assert.StartsWith("legacy/", Assert.Single(baseline.GetProperty("steps").EnumerateArray()).GetString()!, StringComparison.Ordinal);
        (await ToolRun.OnAsync(database, "schema", "up")).ExpectExitCode(0);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("repair")]
    [InlineData("script")]
    public async Task Unknown_module_is_rejected(string command)
    {
        var run = await ToolRun.OnAsync("Host=127.0.0.1;Port=1", "schema", command, "--module", "other", "--json");

        Assert.Equal("module_unknown", run.ExpectExitCode(2).ErrorCode);
    }

    private static IEnumerable<string> Modules(JsonElement status) =>
        status.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("module").GetString()!).Distinct();
}
