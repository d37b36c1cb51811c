namespace Unified.Media.Tool;

/// <summary><c>legacy status</c></summary>
internal static class LegacyStatusCommand
{
    public static ToolCommand Create(CommandBinding binding) => binding.Bind(
        new ToolCommand("status", "Shows how far the migration of the older tables is, also while another process is at it")
        {
            Examples = [("legacy status --json", "Phase, jobs and problems as a document.")],
        },
        async (invocation, cancellationToken) =>
        {
            var migration = await LegacyOptions.OpenPlainAsync(invocation, cancellationToken);
            return new LegacyStatusResult(await migration.GetStatusAsync(cancellationToken));
        });
}
