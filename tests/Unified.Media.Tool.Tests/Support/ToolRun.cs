using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>The result of a run of the program within this process: its exit code and output.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    /// <summary>The output, parsed as one JSON document.</summary>
    public JsonElement Document => JsonSerializer.Deserialize<JsonElement>(Out);

    public JsonElement Result => Document.GetProperty("result");

    /// <summary>The code in the error document.</summary>
    public string? ErrorCode => Document.GetProperty("error").GetProperty("code").GetString();

    /// <summary>The output and the error output.</summary>
    public string All => Out + Error;

    public static Task<ToolRun> WithoutDatabaseAsync(params string[] args) => new ToolRunner().RunAsync(args);

    public static Task<ToolRun> OnAsync(FreshDatabase database, params string[] args) => OnAsync(database.ConnectionString, args);

    public static Task<ToolRun> OnAsync(string connectionString, params string[] args) =>
        new ToolRunner { Connection = connectionString }.RunAsync(args);

    /// <summary>Asserts the exit code. The message of a failure contains the output.</summary>
    public ToolRun ExpectExitCode(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"The exit code is {ExitCode} and not {exitCode}:\n{Out}\n{Error}");
        return this;
    }
}
