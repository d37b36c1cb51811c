using System.CommandLine;
using System.CommandLine.Parsing;

namespace Unified.Media.Tool;

/// <summary>Executes a command and returns its report.</summary>
internal delegate Task<IReport> CommandHandler(CommandContext context, CancellationToken cancellationToken);

/// <summary>Binds commands to their handlers: calls the handler, writes its report or its error, and returns the exit code.</summary>
internal sealed class CommandBinder(GlobalOptions options, ProcessContext process)
{
    public GlobalOptions Options => options;

    public ToolCommand Bind(ToolCommand command, CommandHandler handler)
    {
        command.SetAction((parseResult, cancellationToken) => ExecuteAsync(parseResult, handler, cancellationToken));
        return command;
    }

    /// <summary>Returns the names of the command and its parents, without options: <c>schema up</c>.</summary>
    public static string GetPath(ParseResult parseResult)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parseResult.CommandResult; result is not null; result = result.Parent)
        {
            if (result is CommandResult { Command: not RootCommand } command)
            {
                names.Push(command.Command.Name);
            }
        }

        return string.Join(' ', names);
    }

    /// <summary>Writes an error to stderr, with <c>--json</c> also as a document to stdout, and returns the exit code.</summary>
    public async Task<int> WriteErrorAsync(CommandOutput output, string command, CommandError error)
    {
        if (output.IsJson)
        {
            await process.Out.WriteLineAsync(output.Serializer.Serialize(command, error));
        }

        output.Stderr.Status(LineStatus.Error, error.Message);
        if (error.Hint is { } hint)
        {
            output.Stderr.Indented(hint);
        }

        if (error.Details is { } details)
        {
            output.Stderr.Note(details);
        }

        return (int)ExitCode.Failure;
    }

    private async Task<int> ExecuteAsync(ParseResult parseResult, CommandHandler handler, CancellationToken cancellationToken)
    {
        var useColors = !parseResult.GetValue(options.NoColor) && !process.EnvironmentVariables.ContainsKey("NO_COLOR");
        var output = new CommandOutput(process, new SecretRedactor(), parseResult.GetValue(options.Json), useColors);
        await using var context = new CommandContext(parseResult, options, process, output);
        try
        {
            var report = await handler(context, cancellationToken);
            if (output.IsJson)
            {
                await process.Out.WriteLineAsync(output.Serializer.Serialize(GetPath(parseResult), report));
            }
            else
            {
                report.WriteTo(output.Stdout);
            }

            return (int)report.ExitCode;
        }
        catch (Exception exception)
        {
            // Drivers may report a canceled call as a different error.
            var cause = cancellationToken.IsCancellationRequested ? new OperationCanceledException() : exception;
            return await WriteErrorAsync(
                output, GetPath(parseResult), CommandErrors.FromException(cause, parseResult.GetValue(options.Verbose)));
        }
    }
}
