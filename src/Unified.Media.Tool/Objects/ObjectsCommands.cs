namespace Unified.Media.Tool;

/// <summary>The command group <c>objects</c>.</summary>
internal static class ObjectsCommands
{
    public static ToolCommand Create(CommandBinder binder) =>
        new("objects", "Compares the object store with the ledger, and deletes unreferenced objects")
    {
        Subcommands = { ObjectsVerifyCommand.Create(binder), ObjectsSweepCommand.Create(binder) },
    };
}
