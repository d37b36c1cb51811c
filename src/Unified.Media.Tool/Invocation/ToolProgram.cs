using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Unified.Media.Tool;

/// <summary>The program: the tree of its commands, and what happens to arguments that fit none.</summary>
internal static class ToolProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var options = new CommonOptions();
        var binding = new CommandBinding(options, surroundings);
        var typed = Commands(binding).Parse(args);
        if (typed.Errors.Count > 0 && typed.Action is ParseErrorAction)
        {
            var json = args.Contains("--json");
            var message = string.Join(' ', typed.Errors.Select(error => error.Message).Distinct());
            var hint = $"See unified-media {$"{CommandBinding.PathOf(typed)} --help".TrimStart()}";
            var screen = new Screen(surroundings, new Secrets(), json, colours: false);
            return await binding.FailAsync(screen, CommandBinding.PathOf(typed), new("wrong_arguments", message, hint));
        }

        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,

            // Signals are heard by Interruption: the library's way would end the process two seconds later, whatever it is doing.
            ProcessTerminationTimeout = null,
        };
        return await typed.InvokeAsync(configuration, cancellationToken);
    }

    public static RootCommand Commands(CommandBinding binding)
    {
        var root = new RootCommand(
            "Looks after the database and the objects of Unified.Media.\n\n"
            + "Exit codes: 0 clean, 1 differences with nothing lost, 2 loss or failure.")
        {
            SchemaCommands.Create(binding),
            LegacyCommands.Create(binding),
            ObjectsCommands.Create(binding),
            MediaCommands.Create(binding),
            DoctorCommand.Create(binding),
        };
        foreach (var option in binding.Options.All)
        {
            root.Add(option);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExamplesHelp((SynchronousCommandLineAction)help.Action!);
        }

        return root;
    }
}
