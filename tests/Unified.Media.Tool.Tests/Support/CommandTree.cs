using System.CommandLine;

namespace Unified.Media.Tool.Tests;

/// <summary>The tree of the program's commands.</summary>
internal static class CommandTree
{
    /// <summary>Returns the path of every command without subcommands: <c>media list</c>.</summary>
    public static IReadOnlyList<string> GetCommands()
    {
        var binder = new CommandBinder(
            new GlobalOptions(),
            new ProcessContext
            {
                Out = TextWriter.Null,
                Error = TextWriter.Null,
                In = TextReader.Null,
                WorkingDirectory = "/",
                EnvironmentVariables = new Dictionary<string, string>(),
            });
        return [.. GetLeaves(ToolProgram.CreateCommands(binder), "")];
    }

    private static IEnumerable<string> GetLeaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(child => GetLeaves(child, $"{path} {child.Name}".TrimStart()));
}
