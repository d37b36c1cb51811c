namespace Unified.Media.Tool;

/// <summary>The command <c>legacy pause</c>.</summary>
internal static class LegacyPauseCommand
{
    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand("pause", "Pauses the running migration after its current batch, even if another process or machine runs it")
        {
            Examples = [("legacy pause", "Run 'legacy resume' to continue.")],
        },
        async (context, cancellationToken) =>
        {
            var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
            await migration.PauseAsync(cancellationToken);
            return new LegacyPhaseResult("paused", "the migration pauses after its current batch; continue with: unified-media legacy resume");
        });
}
