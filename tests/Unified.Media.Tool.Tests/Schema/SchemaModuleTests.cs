using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>The module of the older tables, in every command of the schema.</summary>
public sealed class SchemaModuleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_applies_the_module_on_request_and_keeps_it()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, Cancel);

        var before = (await ToolRun.OnAsync(database.ConnectionString, "schema", "status", "--json")).Expect(0).Result;
        var dry = (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--module", "legacy", "--dry-run", "--json")).Expect(1).Result;
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "up", "--module", "legacy")).Expect(0);
        var after = (await ToolRun.OnAsync(database.ConnectionString, "schema", "status", "--json")).Expect(0).Result;
        var text = (await ToolRun.OnAsync(database.ConnectionString, "schema", "status")).Expect(0).Out;

        Assert.Equal(["core"], Modules(before));
        Assert.Equal("legacy", Assert.Single(before.GetProperty("unusedModules").EnumerateArray()).GetString());
        Assert.All(dry.GetProperty("applied").EnumerateArray(), step => Assert.StartsWith("legacy/", step.GetProperty("name").GetString()!, StringComparison.Ordinal));
        Assert.Equal(["core", "legacy"], Modules(after));
        Assert.Empty(after.GetProperty("unusedModules").EnumerateArray());
        Assert.Contains("legacy/", text, StringComparison.Ordinal);
        (await ToolRun.OnAsync(database.ConnectionString, "doctor")).Expect(0);
        (await ToolRun.OnAsync(database.ConnectionString, "legacy", "plan")).Expect(0);
    }

    [Fact]
    public async Task A_script_has_the_module_on_request()
    {
        var core = (await ToolRun.OfAsync("schema", "script", "--all")).Expect(0).Out;
        var both = (await ToolRun.OfAsync("schema", "script", "--all", "--module", "legacy")).Expect(0).Out;

        Assert.DoesNotContain("playground_gallery", core, StringComparison.Ordinal);
        Assert.Contains("playground_gallery", both, StringComparison.Ordinal);
        Assert.StartsWith(core[core.IndexOf('\n')..], both[both.IndexOf('\n')..], StringComparison.Ordinal);
        Assert.Contains("'legacy', ", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_and_baseline_name_the_module_of_a_step()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, Cancel);
        await database.ExecuteAsync(
            "update unified_media.schema_journal set state = 'failed', error = 'out of luck' where name like '%view'", Cancel);

        var core = (await ToolRun.OnAsync(database.ConnectionString, "schema", "repair", "--module", "core", "--json")).Expect(0).Result;
        var legacy = (await ToolRun.OnAsync(database.ConnectionString, "schema", "repair", "--module", "legacy", "--json")).Expect(0).Result;
        var baseline = (await ToolRun.OnAsync(database.ConnectionString, "schema", "baseline", "--module", "legacy", "--yes", "--json"))
            .Expect(0).Result;

        Assert.Equal("0190_view", Assert.Single(core.GetProperty("steps").EnumerateArray()).GetString());
        Assert.StartsWith("legacy/", Assert.Single(legacy.GetProperty("steps").EnumerateArray()).GetString()!, StringComparison.Ordinal);
        Assert.StartsWith("legacy/", Assert.Single(baseline.GetProperty("steps").EnumerateArray()).GetString()!, StringComparison.Ordinal);
        (await ToolRun.OnAsync(database.ConnectionString, "schema", "up")).Expect(0);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("repair")]
    [InlineData("script")]
    public async Task A_module_that_does_not_exist_is_named(string command)
    {
        var run = await ToolRun.OnAsync("Host=127.0.0.1;Port=1", "schema", command, "--module", "other", "--json");

        Assert.Equal("module_unknown", run.Expect(2).ErrorCode);
    }

    private static IEnumerable<string> Modules(JsonElement status) =>
        status.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("module").GetString()!).Distinct();
}
