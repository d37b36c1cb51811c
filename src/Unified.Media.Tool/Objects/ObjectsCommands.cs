namespace Unified.Media.Tool;

/// <summary><c>objects</c></summary>
internal static class ObjectsCommands
{
    public static ToolCommand Create(CommandBinding binding) => new("objects", "Compares the object store with the ledger, and cleans it")
    {
        Subcommands = { ObjectsVerifyCommand.Create(binding), ObjectsSweepCommand.Create(binding) },
    };
}
