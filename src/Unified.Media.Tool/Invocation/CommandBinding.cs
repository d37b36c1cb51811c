using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>What a command does when it is called.</summary>
internal delegate Task<IReport> CommandBody(Invocation invocation, CancellationToken cancellationToken);

/// <summary>Joins commands to their bodies: carries one out, shows its report or its failure, and gives the exit code.</summary>
internal sealed class CommandBinding(CommonOptions options, Surroundings surroundings)
{
    public CommonOptions Options => options;

    public ToolCommand Bind(ToolCommand command, CommandBody body)
    {
        command.SetAction((typed, cancellationToken) => RunAsync(typed, body, cancellationToken));
        return command;
    }

    /// <summary>What was typed, without options: <c>schema up</c>.</summary>
    public static string PathOf(ParseResult typed)
    {
        var names = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? result = typed.CommandResult; result is not null; result = result.Parent)
        {
            if (result is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command)
            {
                names.Push(command.Command.Name);
            }
        }

        return string.Join(' ', names);
    }

    private async Task<int> RunAsync(ParseResult typed, CommandBody body, CancellationToken cancellationToken)
    {
        var colours = !typed.GetValue(options.NoColor) && !surroundings.Variables.ContainsKey("NO_COLOR");
        var screen = new Screen(surroundings, new Secrets(), typed.GetValue(options.Json), colours);
        await using var invocation = new Invocation(typed, options, surroundings, screen);
        try
        {
            var report = await body(invocation, cancellationToken);
            if (screen.Json)
            {
                await surroundings.Out.WriteLineAsync(screen.Document.Of(PathOf(typed), report));
            }
            else
            {
                report.Draw(screen.Answer);
            }

            return (int)report.Exit;
        }
        catch (Exception exception)
        {
            // Whatever a driver says of a call that was cancelled, it was cancelled.
            var cause = cancellationToken.IsCancellationRequested ? new OperationCanceledException() : exception;
            return await FailAsync(screen, PathOf(typed), Failures.Of(cause, typed.GetValue(options.Verbose)));
        }
    }

    public async Task<int> FailAsync(Screen screen, string command, Failure failure)
    {
        if (screen.Json)
        {
            await surroundings.Out.WriteLineAsync(screen.Document.Of(command, failure));
        }

        screen.Aside.Line(Mark.Bad, failure.Message);
        if (failure.Hint is { } hint)
        {
            screen.Aside.Detail(hint);
        }

        if (failure.Details is { } details)
        {
            screen.Aside.Quiet(details);
        }

        return (int)ExitCode.Failure;
    }
}
