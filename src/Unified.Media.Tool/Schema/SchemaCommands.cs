namespace Unified.Media.Tool;

/// <summary><c>schema</c></summary>
internal static class SchemaCommands
{
    public static ToolCommand Create(CommandBinding binding) =>
        new("schema", "Brings the schema up to date, tells how far it is, writes it as scripts")
    {
        Subcommands =
        {
            SchemaStatusCommand.Create(binding), SchemaUpCommand.Create(binding), SchemaScriptCommand.Create(binding),
            SchemaExportCommand.Create(binding), SchemaRepairCommand.Create(binding), SchemaBaselineCommand.Create(binding),
        },
    };
}
