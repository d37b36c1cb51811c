using System.Text.Json;

namespace Unified.Media.Tool.Tests;

/// <summary>A run of the real program within this process, and what it wrote.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    /// <summary>The answer as the one JSON document that it must be.</summary>
    public JsonElement Document => JsonSerializer.Deserialize<JsonElement>(Out);

    public JsonElement Result => Document.GetProperty("result");

    /// <summary>The code of the error document.</summary>
    public string? ErrorCode => Document.GetProperty("error").GetProperty("code").GetString();

    /// <summary>Everything that was written.</summary>
    public string All => Out + Error;

    public static Task<ToolRun> OfAsync(params string[] args) => new ToolSetting().RunAsync(args);

    public static Task<ToolRun> OnAsync(string connectionString, params string[] args) =>
        new ToolSetting { Connection = connectionString }.RunAsync(args);

    /// <summary>The program did what it should; its output is shown where not.</summary>
    public ToolRun Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"The exit code is {ExitCode} and not {exitCode}:\n{Out}\n{Error}");
        return this;
    }
}
