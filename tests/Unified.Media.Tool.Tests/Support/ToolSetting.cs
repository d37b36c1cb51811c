namespace Unified.Media.Tool.Tests;

/// <summary>What surrounds a run of the program: no terminal, no variables, an empty folder, unless a test says otherwise.</summary>
internal sealed record ToolSetting
{
    /// <summary>The value of UNIFIED_MEDIA_POSTGRES.</summary>
    public string? Connection { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public string Folder { get; init; } = AppContext.BaseDirectory;

    public string Answers { get; init; } = "";

    public bool CanAsk { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CancellationToken Cancellation { get; init; } = TestContext.Current.CancellationToken;

    public async Task<ToolRun> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>(Variables, StringComparer.OrdinalIgnoreCase);
        if (Connection is { } connection)
        {
            variables[DatabaseAddress.Variable] = connection;
        }

        var exit = await ToolProgram.RunAsync(
            args,
            new Surroundings
            {
                Out = output,
                Error = error,
                In = new StringReader(Answers),
                CanAsk = CanAsk,
                Folder = Folder,
                Variables = variables,
                Time = Time,
            },
            Cancellation);
        return new(exit, output.ToString(), error.ToString());
    }
}
