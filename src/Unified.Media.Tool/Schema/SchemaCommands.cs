namespace Unified.Media.Tool;

/// <summary>The command group <c>schema</c>.</summary>
internal static class SchemaCommands
{
    public static ToolCommand Create(CommandBinder binder) =>
        new("schema", "Shows and migrates the database schema, and exports it as SQL")
    {
        Subcommands =
        {
            SchemaStatusCommand.Create(binder), SchemaUpCommand.Create(binder), SchemaScriptCommand.Create(binder),
            SchemaExportCommand.Create(binder), SchemaRepairCommand.Create(binder), SchemaBaselineCommand.Create(binder),
        },
    };
}
