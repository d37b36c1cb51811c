using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class MediaShowTests
{
    [Fact]
    public async Task An_item_is_shown_with_its_ledger()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var id = await Items.AddAsync(database, size: 1234, sha256: "0badcafe", title: "Harbour");

        var result = (await ToolRun.OnAsync(database.ConnectionString, "media", "show", $"{id}", "--json")).Expect(0).Result;
        var text = (await ToolRun.OnAsync(database.ConnectionString, "media", "show", $"{id}")).Expect(0).Out;

        Assert.Equal("Harbour", result.GetProperty("item").GetProperty("title").GetString());
        Assert.Equal("Harbour", result.GetProperty("metadata").GetProperty("title").GetString());
        var entry = Assert.Single(result.GetProperty("ledger").EnumerateArray());
        Assert.Equal("ready", entry.GetProperty("state").GetString());
        Assert.Equal("0badcafe", entry.GetProperty("sha256").GetString());
        Assert.Equal(Items.KeyOf(id), entry.GetProperty("key").GetString());
        string[] parts = ["Harbour", "1.2 KiB (1,234 bytes)", Items.KeyOf(id), "ready"];
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deleted_item_is_still_known_to_the_ledger()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var id = await Items.AddAsync(database);
        await database.ExecuteAsync("delete from public.media", TestContext.Current.CancellationToken);

        var result = (await ToolRun.OnAsync(database.ConnectionString, "media", "show", $"{id}", "--json")).Expect(0).Result;

        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.GetProperty("item").ValueKind);
        Assert.Equal("deleting", Assert.Single(result.GetProperty("ledger").EnumerateArray()).GetProperty("state").GetString());
        (await ToolRun.OnAsync(database.ConnectionString, "media", "show", $"{id}")).Expect(0);
    }

    [Fact]
    public async Task A_row_of_an_older_table_is_shown()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.LegacyB, TestContext.Current.CancellationToken);
        var id = await database.ScalarAsync<string>(
            "select id::text from public.unified_media_view where origin = 'playground_gallery' order by id limit 1",
            TestContext.Current.CancellationToken);

        var result = (await ToolRun.OnAsync(database.ConnectionString, "media", "show", id!, "--json")).Expect(0).Result;

        Assert.Equal("playground_gallery", result.GetProperty("item").GetProperty("origin").GetString());
    }

    [Fact]
    public async Task What_nobody_knows_is_a_failure()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);

        var run = await ToolRun.OnAsync(database.ConnectionString, "media", "show", Guid.CreateVersion7().ToString(), "--json");

        Assert.Equal("not_found", run.Expect(2).ErrorCode);
    }
}
