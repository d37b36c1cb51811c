using Spectre.Console;

namespace Unified.Media.Tool;

/// <summary>Where a command's answer, its progress and its questions go: the answer to the output, all else to the error output.</summary>
internal sealed class Screen
{
    // Where nobody looks, lines are not broken: a program may be reading them.
    private const int Endless = 400;

    private readonly Surroundings _surroundings;
    private readonly IAnsiConsole _errors;

    public Screen(Surroundings surroundings, Secrets secrets, bool json, bool colours)
    {
        _surroundings = surroundings;
        Json = json;
        Secrets = secrets;
        Document = new(secrets);
        Answer = new(Console(surroundings.Out, surroundings.OutIsTerminal, colours), secrets, surroundings.OutIsTerminal);
        _errors = Console(surroundings.Error, surroundings.ErrorIsTerminal, colours);
        Aside = new(_errors, secrets, surroundings.ErrorIsTerminal);
    }

    /// <summary>True when the answer is one JSON document.</summary>
    public bool Json { get; }

    public Secrets Secrets { get; }

    public ReportDocument Document { get; }

    /// <summary>For the answer, unless it is JSON.</summary>
    public Page Answer { get; }

    /// <summary>For everything beside the answer.</summary>
    public Page Aside { get; }

    /// <summary>Shows work that takes a while: drawn in place on a terminal, as a line now and then anywhere else.</summary>
    public Task ProgressAsync(Func<IProgressDisplay, Task> work) => _surroundings.ErrorIsTerminal
        ? LiveProgress.RunAsync(_errors, _surroundings.Time, work)
        : work(new PlainProgress(Aside, _surroundings.Time));

    /// <summary>Asks for a yes.</summary>
    /// <returns>Null when there is nobody to ask.</returns>
    public async Task<bool?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (!_surroundings.CanAsk)
        {
            return null;
        }

        _errors.Markup($"{Markup.Escape(Secrets.Hide(question))} [grey](yes/no)[/] ");

        // A terminal's reader waits in the calling thread, whatever token it is given.
        var answer = await Task.Run(_surroundings.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal, bool colours)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            ColorSystem = isTerminal && colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isTerminal)
        {
            console.Profile.Width = Endless;
        }

        return console;
    }
}
