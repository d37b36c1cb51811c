namespace Unified.Media.Tool;

/// <summary>The command <c>legacy status</c>.</summary>
internal static class LegacyStatusCommand
{
    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand("status", "Shows the state of the migration, also while another process runs it")
        {
            Examples = [("legacy status --json", "Writes phase, jobs and problems as JSON.")],
        },
        async (context, cancellationToken) =>
        {
            var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
            return new LegacyStatusResult(await migration.GetStatusAsync(cancellationToken));
        });
}
