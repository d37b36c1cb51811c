namespace Unified.Media.Tool.Tests;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("docter")]
    [InlineData("media")]
    [InlineData("media", "lsit")]
    [InlineData("media", "show")]
    [InlineData("media", "show", "no-id")]
    [InlineData("media", "list", "--limit", "0")]
    [InlineData("media", "list", "--limit", "many")]
    [InlineData("media", "list", "--source", "elsewhere")]
    [InlineData("doctor", "--connection")]
    [InlineData("doctor", "--frobnicate")]
    [InlineData("doctor", "extra")]
    public async Task Wrong_arguments_fail_with_a_reference_to_the_help(params string[] args)
    {
        var run = await ToolRun.WithoutDatabaseAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_are_reported_as_json()
    {
        var run = await ToolRun.WithoutDatabaseAsync("media", "show", "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("wrong_arguments", run.ErrorCode);
        Assert.Equal("media show", run.Document.GetProperty("command").GetString());
    }

    [Fact]
    public async Task Version_option_writes_the_version()
    {
        var run = await ToolRun.WithoutDatabaseAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Out);
    }

    [Fact]
    public async Task Missing_arguments_show_the_help()
    {
        var run = await ToolRun.WithoutDatabaseAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--help", run.All, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_command_has_help_with_examples(string path)
    {
        var run = await ToolRun.WithoutDatabaseAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        run.ExpectExitCode(0);
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Contains($"  unified-media {path} ".TrimEnd(), run.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    public static TheoryData<string> Paths => [.. CommandTree.GetCommands()];
}
