using System.CommandLine;

namespace Unified.Media.Tool.Tests;

/// <summary>The commands of the program.</summary>
internal static class CommandTree
{
    /// <summary>Every command that does something: <c>media list</c>.</summary>
    public static IReadOnlyList<string> Leaves()
    {
        var binding = new CommandBinding(
            new CommonOptions(),
            new Surroundings
            {
                Out = TextWriter.Null,
                Error = TextWriter.Null,
                In = TextReader.Null,
                Folder = "/",
                Variables = new Dictionary<string, string>(),
            });
        return [.. Below(ToolProgram.Commands(binding), "")];
    }

    private static IEnumerable<string> Below(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(child => Below(child, $"{path} {child.Name}".TrimStart()));
}
