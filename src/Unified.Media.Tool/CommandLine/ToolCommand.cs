using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>A command with examples in its help.</summary>
internal sealed class ToolCommand(string name, string description) : Command(name, description)
{
    /// <summary>Arguments with a description of their effect: <c>("schema up", "Applies …")</c>.</summary>
    public IReadOnlyList<(string Arguments, string Description)> Examples { get; init; } = [];
}
