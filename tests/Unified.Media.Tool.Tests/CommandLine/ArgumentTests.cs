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

    [Theory]
    [InlineData("Unknown command 'docter'.", "docter")]
    [InlineData("Unknown command 'lsit'.", "media", "lsit")]
    [InlineData("<id> must be a UUID, not 'x'.", "media", "show", "x")]
    [InlineData("--owner must be a UUID, not 'x'.", "media", "list", "--owner", "x")]
    [InlineData("--kind must be one of: image, video.", "media", "list", "--kind", "sound")]
    [InlineData("--limit must be a whole number, not 'many'.", "media", "list", "--limit", "many")]
    [InlineData("--limit must be between 1 and 1000.", "media", "list", "--limit", "1001")]
    [InlineData("--limit must be between 1 and 1000000.", "legacy", "problems", "--limit", "0")]
    [InlineData("--every must be 1 or more.", "legacy", "verify", "--every", "0")]
    [InlineData("--sample must be 1 or more.", "objects", "verify", "--sample", "-3")]
    [InlineData("--parallel must be between 1 and 256.", "objects", "verify", "--parallel", "0")]
    [InlineData("--lock-timeout must be a whole number, not 'x'.", "schema", "up", "--lock-timeout", "x")]
    public async Task Wrong_value_is_reported_with_the_accepted_values(string message, params string[] args)
    {
        var run = (await ToolRun.WithoutDatabaseAsync(args)).ExpectExitCode(2);

        Assert.StartsWith($"FAIL  {message}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lock-timeout must be between 10 and 60000 milliseconds.", "schema", "up", "--lock-timeout", "1")]
    [InlineData("--wait-timeout must be between 0 and 1728000 seconds.", "schema", "up", "--wait-timeout", "-5")]
    [InlineData("--batch-duration must be between 10 and 10000 milliseconds.", "legacy", "run", "--batch-duration", "0")]
    [InlineData("--batch-delay must be between 0 and 600000 milliseconds.", "legacy", "run", "--batch-delay", "-1")]
    [InlineData("--max-failures must be 0 or more.", "legacy", "run", "--max-failures", "-1")]
    public async Task Setting_out_of_range_is_reported_with_its_range(string message, params string[] args)
    {
        var run = (await ToolRun.OnAsync("Host=127.0.0.1;Port=1", [.. args, "--json"])).ExpectExitCode(2);

        Assert.Equal("settings_wrong", run.ErrorCode);
        Assert.Equal(message, run.Document.GetProperty("error").GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("  doctor ")]
    [InlineData("  export-supabase ", "schema")]
    public async Task Missing_command_writes_the_help_to_the_error_output(string listed, params string[] args)
    {
        var run = (await ToolRun.WithoutDatabaseAsync(args)).ExpectExitCode(2);

        Assert.Empty(run.Out);
        Assert.Contains(listed, run.Error, StringComparison.Ordinal);
        Assert.Contains("Commands:", run.Error, StringComparison.Ordinal);
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
