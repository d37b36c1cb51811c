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
    public async Task Arguments_that_fit_no_command_are_a_failure_that_names_the_help(params string[] args)
    {
        var run = await ToolRun.OfAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_are_a_document_too()
    {
        var run = await ToolRun.OfAsync("media", "show", "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("wrong_arguments", run.ErrorCode);
        Assert.Equal("media show", run.Document.GetProperty("command").GetString());
    }

    [Fact]
    public async Task The_version_is_said()
    {
        var run = await ToolRun.OfAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Out);
    }

    [Fact]
    public async Task Nothing_at_all_shows_the_help()
    {
        var run = await ToolRun.OfAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--help", run.All, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_command_explains_itself_with_examples(string path)
    {
        var run = await ToolRun.OfAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        run.Expect(0);
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
        Assert.Contains($"  unified-media {path} ".TrimEnd(), run.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:", run.Out, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    public static TheoryData<string> Paths => [.. CommandTree.Leaves()];
}
