using Spectre.Console;

namespace Unified.Media.Tool;

/// <summary>The output of a command: its report goes to stdout; progress, questions and errors go to stderr.</summary>
internal sealed class CommandOutput
{
    // Wide enough that lines are not wrapped when a program reads them.
    private const int WidthWithoutTerminal = 400;

    private readonly ProcessContext _process;
    private readonly IAnsiConsole _errorConsole;

    public CommandOutput(ProcessContext process, SecretRedactor secrets, bool isJson, bool useColors)
    {
        _process = process;
        IsJson = isJson;
        Secrets = secrets;
        Serializer = new(secrets);
        Stdout = new(CreateConsole(process.Out, process.IsOutTerminal, useColors), secrets, process.IsOutTerminal);
        _errorConsole = CreateConsole(process.Error, process.IsErrorTerminal, useColors);
        Stderr = new(_errorConsole, secrets, process.IsErrorTerminal);
    }

    /// <summary>True when stdout is one JSON document.</summary>
    public bool IsJson { get; }

    public SecretRedactor Secrets { get; }

    public ReportSerializer Serializer { get; }

    public ReportWriter Stdout { get; }

    public ReportWriter Stderr { get; }

    /// <summary>Runs an operation and displays its progress: as bars on a terminal, as lines elsewhere.</summary>
    public Task ShowProgressAsync(Func<IProgressDisplay, Task> operation) => _process.IsErrorTerminal
        ? TerminalProgress.ShowWhileAsync(_errorConsole, _process.Time, operation)
        : operation(new LineProgress(Stderr, _process.Time));

    /// <summary>Asks a yes-or-no question.</summary>
    /// <returns>True for yes, false for any other answer, null without a terminal.</returns>
    public async Task<bool?> PromptAsync(string question, CancellationToken cancellationToken)
    {
        if (!_process.CanPrompt)
        {
            return null;
        }

        _errorConsole.Markup($"{Markup.Escape(Secrets.Redact(question))} [grey](yes/no)[/] ");

        // Console.In reads synchronously even in ReadLineAsync. The read runs on another thread, so that waiting for it can be canceled.
        var answer = await Task.Run(_process.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static IAnsiConsole CreateConsole(TextWriter writer, bool isTerminal, bool useColors)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            ColorSystem = isTerminal && useColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isTerminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
