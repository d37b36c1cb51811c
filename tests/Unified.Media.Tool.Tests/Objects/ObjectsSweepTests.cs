using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class ObjectsSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dry_run_names_what_nothing_names_and_erases_nothing()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var (kept, stray) = await PlantAsync(database);

        var result = (await RunAsync(database, "--dry-run", "--json")).Expect(1).Result;

        int[] numbers = [.. new[] { "seen", "unreferencedCount", "erased" }.Select(name => result.GetProperty(name).GetInt32())];
        Assert.Equal([2, 1, 0], numbers);
        Assert.True(File.Exists(kept));
        Assert.True(File.Exists(stray));
    }

    [Fact]
    public async Task It_erases_only_what_nothing_names()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var (kept, stray) = await PlantAsync(database);

        var run = (await RunAsync(database, "--yes")).Expect(0);

        Assert.Contains("1 erased", run.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(kept));
        Assert.False(File.Exists(stray));
    }

    [Fact]
    public async Task Without_a_terminal_it_needs_a_yes()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var (_, stray) = await PlantAsync(database);

        Assert.Equal("confirmation_needed", (await RunAsync(database, "--json")).Expect(2).ErrorCode);

        Assert.True(File.Exists(stray));
    }

    [Theory]
    [InlineData("yes\n", false)]
    [InlineData("Y\n", false)]
    [InlineData("no\n", true)]
    [InlineData("\n", true)]
    [InlineData("", true)]
    public async Task On_a_terminal_it_asks(string answer, bool kept)
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var (_, stray) = await PlantAsync(database);

        var run = await new ToolSetting { Connection = database.ConnectionString, CanAsk = true, Answers = answer }
            .RunAsync("objects", "sweep", "--folder", _folder.Path);

        Assert.Contains("Erase 1 of 2 objects?", run.Error, StringComparison.Ordinal);
        Assert.Equal(kept, File.Exists(stray));
        Assert.Equal(kept ? 2 : 0, run.ExitCode);
    }

    [Fact]
    public async Task It_finishes_what_a_crash_left()
    {
        await using var database = await FreshDatabase.CreateAsync(Migrated.Plain, TestContext.Current.CancellationToken);
        var id = await Items.AddAsync(database);
        var path = _folder.Write(Path.Combine("user-media", Items.KeyOf(id)), "abcd");
        await database.ExecuteAsync("delete from public.media", TestContext.Current.CancellationToken);

        var result = (await RunAsync(database, "--json", "--yes")).Expect(0).Result;

        Assert.Equal(1, result.GetProperty("finished").GetInt32());
        Assert.False(File.Exists(path));
    }

    private async Task<(string Kept, string Stray)> PlantAsync(FreshDatabase database)
    {
        var kept = _folder.Write(Path.Combine("user-media", Items.KeyOf(await Items.AddAsync(database))), "abcd");
        var stray = _folder.Write(Path.Combine("user-media", Items.KeyOf(Guid.CreateVersion7())), "abcd");
        return (kept, stray);
    }

    private Task<ToolRun> RunAsync(FreshDatabase database, params string[] more) =>
        ToolRun.OnAsync(database.ConnectionString, ["objects", "sweep", "--folder", _folder.Path, .. more]);
}
