namespace Unified.Media.Tool.Tests;

/// <summary>Runs the program within this process. By default without a terminal, environment variables and settings files.</summary>
internal sealed record ToolRunner
{
    /// <summary>The value of UNIFIED_MEDIA_POSTGRES; null for none.</summary>
    public string? Connection { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public string Folder { get; init; } = AppContext.BaseDirectory;

    public string Input { get; init; } = "";

    public bool CanPrompt { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CancellationToken Cancellation { get; init; } = TestContext.Current.CancellationToken;

    public async Task<ToolRun> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>(Variables, StringComparer.OrdinalIgnoreCase);
        if (Connection is { } connection)
        {
            variables[ResolvedConnection.EnvironmentVariable] = connection;
        }

        var exit = await ToolProgram.RunAsync(
            args,
            new ProcessContext
            {
                Out = output,
                Error = error,
                In = new StringReader(Input),
                CanPrompt = CanPrompt,
                WorkingDirectory = Folder,
                EnvironmentVariables = variables,
                Time = Time,
            },
            Cancellation);
        return new(exit, output.ToString(), error.ToString());
    }
}
