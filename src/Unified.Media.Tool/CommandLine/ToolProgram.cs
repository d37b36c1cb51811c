using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Unified.Media.Tool;

/// <summary>The program: parses the arguments and runs the command.</summary>
internal static class ToolProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ProcessContext process, CancellationToken cancellationToken)
    {
        var binder = new CommandBinder(new GlobalOptions(), process);
        var root = CreateCommands(binder);
        var parseResult = root.Parse(args);
        var isJson = args.Contains("--json");
        if (!isJson && IsMissingSubcommand(parseResult))
        {
            await root.Parse([.. args, "--help"]).InvokeAsync(new() { Output = process.Error }, cancellationToken);
            return (int)ExitCode.Failure;
        }

        if (HasParseErrors(parseResult))
        {
            var command = CommandBinder.GetPath(parseResult);
            var message = IsUnknownCommand(parseResult)
                ? $"Unknown command '{parseResult.UnmatchedTokens[0]}'."
                : string.Join(' ', parseResult.Errors.Select(error => error.Message).Distinct());
            var output = new CommandOutput(process, new SecretRedactor(), isJson, useColors: false);
            return await binder.WriteErrorAsync(
                output, command, new("wrong_arguments", message, $"Run unified-media {$"{command} --help".TrimStart()}."));
        }

        var configuration = new InvocationConfiguration
        {
            Output = process.Out,
            Error = process.Error,
            EnableDefaultExceptionHandler = false,

            // SignalCancellation handles signals. System.CommandLine would terminate the process after two seconds.
            ProcessTerminationTimeout = null,
        };
        return await parseResult.InvokeAsync(configuration, cancellationToken);
    }

    /// <summary>Creates the root command with its subcommands and the global options.</summary>
    public static RootCommand CreateCommands(CommandBinder binder)
    {
        var root = new RootCommand(
            "Manages the database schema and the stored objects of Unified.Media.\n\n"
            + "Exit codes: 0 clean, 1 differences without loss, 2 loss or failure.")
        {
            SchemaCommands.Create(binder),
            LegacyCommands.Create(binder),
            ObjectsCommands.Create(binder),
            MediaCommands.Create(binder),
            DoctorCommand.Create(binder),
        };
        foreach (var option in binder.Options.All)
        {
            root.Add(option);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        }

        return root;
    }

    private static bool HasParseErrors(ParseResult parseResult) => parseResult is { Errors.Count: > 0, Action: ParseErrorAction };

    private static bool IsUnknownCommand(ParseResult parseResult) =>
        parseResult is { UnmatchedTokens.Count: > 0, CommandResult.Command.Subcommands.Count: > 0 }
        && !parseResult.UnmatchedTokens[0].StartsWith('-');

    private static bool IsMissingSubcommand(ParseResult parseResult) =>
        HasParseErrors(parseResult)
        && parseResult is { Errors.Count: 1, UnmatchedTokens.Count: 0, CommandResult.Command.Subcommands.Count: > 0 };
}
