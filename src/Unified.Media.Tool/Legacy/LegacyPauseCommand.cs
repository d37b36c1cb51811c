namespace Unified.Media.Tool;

/// <summary>The command <c>legacy pause</c>.</summary>
internal static class LegacyPauseCommand
{
    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand("pause", "Pauses the running migration of any process after its current batch")
        {
            Examples = [("legacy pause", "Continue with 'legacy resume'.")],
        },
        async (context, cancellationToken) =>
        {
            var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
            await migration.PauseAsync(cancellationToken);
            return new LegacyPhaseResult("paused", "the migration pauses after its current batch; continue with: unified-media legacy resume");
        });
}
