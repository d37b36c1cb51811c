using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class ObjectsSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dry_run_lists_unreferenced_objects_without_deleting_them()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var (kept, unreferenced) = await StoreAsync(database);

        var result = (await RunAsync(database, "--dry-run", "--json")).ExpectExitCode(1).Result;

        int[] numbers = [.. new[] { "scanned", "unreferencedCount", "deleted" }.Select(name => result.GetProperty(name).GetInt32())];
        Assert.Equal([2, 1, 0], numbers);
        Assert.True(File.Exists(kept));
        Assert.True(File.Exists(unreferenced));
    }

    [Fact]
    public async Task Sweep_deletes_only_unreferenced_objects()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var (kept, unreferenced) = await StoreAsync(database);

        var run = (await RunAsync(database, "--yes")).ExpectExitCode(0);

        Assert.Contains("1 deleted", run.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(kept));
        Assert.False(File.Exists(unreferenced));
    }

    [Fact]
    public async Task Sweep_without_a_terminal_requires_the_option_yes()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var (_, unreferenced) = await StoreAsync(database);

        Assert.Equal("confirmation_needed", (await RunAsync(database, "--json")).ExpectExitCode(2).ErrorCode);

        Assert.True(File.Exists(unreferenced));
    }

    [Theory]
    [InlineData("yes\n", false)]
    [InlineData("Y\n", false)]
    [InlineData("no\n", true)]
    [InlineData("\n", true)]
    [InlineData("", true)]
    public async Task Sweep_on_a_terminal_asks_for_confirmation(string answer, bool kept)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var (_, unreferenced) = await StoreAsync(database);

        var run = await new ToolRunner { Connection = database.ConnectionString, CanPrompt = true, Input = answer }
            .RunAsync("objects", "sweep", "--folder", _folder.Path);

        Assert.Contains("Delete 1 of 2 objects?", run.Error, StringComparison.Ordinal);
        Assert.Equal(kept, File.Exists(unreferenced));
        Assert.Equal(kept ? 2 : 0, run.ExitCode);
    }

    [Fact]
    public async Task Sweep_finishes_an_interrupted_delete()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        var id = await TestItems.AddAsync(database);
        var path = _folder.Write(Path.Combine("user-media", TestItems.KeyOf(id)), "abcd");
        await database.ExecuteAsync("delete from public.media", TestContext.Current.CancellationToken);

        var result = (await RunAsync(database, "--json", "--yes")).ExpectExitCode(0).Result;

        Assert.Equal(1, result.GetProperty("finished").GetInt32());
        Assert.False(File.Exists(path));
    }

    private async Task<(string Kept, string Unreferenced)> StoreAsync(FreshDatabase database)
    {
        var kept = _folder.Write(Path.Combine("user-media", TestItems.KeyOf(await TestItems.AddAsync(database))), "abcd");
        var unreferenced = _folder.Write(Path.Combine("user-media", TestItems.KeyOf(Guid.CreateVersion7())), "abcd");
        return (kept, unreferenced);
    }

    private Task<ToolRun> RunAsync(FreshDatabase database, params string[] more) =>
        ToolRun.OnAsync(database, ["objects", "sweep", "--folder", _folder.Path, .. more]);
}
