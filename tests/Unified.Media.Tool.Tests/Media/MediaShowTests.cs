using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class MediaShowTests
{
    [Fact]
    public async Task Show_writes_an_item_with_its_ledger_rows()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var id = await TestItems.AddAsync(database, size: 1234, sha256: "0badcafe", title: "Harbour");

        var result = (await ToolRun.OnAsync(database, "media", "show", $"{id}", "--json")).ExpectExitCode(0).Result;
        var text = (await ToolRun.OnAsync(database, "media", "show", $"{id}")).ExpectExitCode(0).Out;

        Assert.Equal("Harbour", result.GetProperty("item").GetProperty("title").GetString());
        Assert.Equal("Harbour", result.GetProperty("metadata").GetProperty("title").GetString());
        var entry = Assert.Single(result.GetProperty("ledger").EnumerateArray());
        Assert.Equal("ready", entry.GetProperty("state").GetString());
        Assert.Equal("0badcafe", entry.GetProperty("sha256").GetString());
        Assert.Equal(TestItems.KeyOf(id), entry.GetProperty("key").GetString());
        string[] parts = ["Harbour", "1.2 KiB (1,234 bytes)", TestItems.KeyOf(id), "ready"];
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_writes_the_ledger_rows_of_a_deleted_item()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var id = await TestItems.AddAsync(database);
        await database.ExecuteAsync("delete from public.media", TestContext.Current.CancellationToken);

        var result = (await ToolRun.OnAsync(database, "media", "show", $"{id}", "--json")).ExpectExitCode(0).Result;

        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.GetProperty("item").ValueKind);
        Assert.Equal("deleting", Assert.Single(result.GetProperty("ledger").EnumerateArray()).GetProperty("state").GetString());
        (await ToolRun.OnAsync(database, "media", "show", $"{id}")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Show_writes_a_legacy_row()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.LegacyB, TestContext.Current.CancellationToken);
        var id = await database.ScalarAsync<string>(
            "select id::text from public.unified_media_view where origin = 'playground_gallery' order by id limit 1",
            TestContext.Current.CancellationToken);

        var result = (await ToolRun.OnAsync(database, "media", "show", id!, "--json")).ExpectExitCode(0).Result;

        Assert.Equal("playground_gallery", result.GetProperty("item").GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Show_fails_for_an_unknown_id()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database, "media", "show", Guid.CreateVersion7().ToString(), "--json");

        Assert.Equal("not_found", run.ExpectExitCode(2).ErrorCode);
    }
}
