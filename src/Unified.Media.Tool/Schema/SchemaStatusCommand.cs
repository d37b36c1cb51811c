namespace Unified.Media.Tool;

/// <summary>The command <c>schema status</c>.</summary>
internal static class SchemaStatusCommand
{
    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand("status", "Shows the applied and pending steps of the schema. Changes nothing")
        {
            Examples =
            [
                ("schema status", "Shows the database that is configured in the environment or in appsettings.json."),
                ("schema status --json", "Writes the report as JSON. The exit code is 1 while steps are pending."),
            ],
        },
        async (context, cancellationToken) =>
            SchemaStatusReport.From(context.Connection.DisplayName, await context.OpenSchema().GetStatusAsync(cancellationToken)));
}
