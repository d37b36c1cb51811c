using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ToolCommand(string name, string description) : Command(name, description)
{
    /// <summary>What follows the name of the program, with what it does: <c>("schema up --yes", "Applies …")</c>.</summary>
    public IReadOnlyList<(string Line, string Does)> Examples { get; init; } = [];
}
