namespace Unified.Media.Tool;

/// <summary><c>schema status</c></summary>
internal static class SchemaStatusCommand
{
    public static ToolCommand Create(CommandBinding binding) => binding.Bind(
        new ToolCommand("status", "Shows which steps of the schema are applied. Changes nothing")
        {
            Examples =
            [
                ("schema status", "Of the database that the environment or appsettings.json names."),
                ("schema status --json", "For a script. The exit code is 1 while there are steps to apply."),
            ],
        },
        async (invocation, cancellationToken) =>
            SchemaStatusReport.Of(invocation.Address.Shown, await invocation.Schema.GetStatusAsync(cancellationToken)));
}
