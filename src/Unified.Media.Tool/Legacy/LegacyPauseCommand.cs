namespace Unified.Media.Tool;

/// <summary><c>legacy pause</c></summary>
internal static class LegacyPauseCommand
{
    public static ToolCommand Create(CommandBinding binding) => binding.Bind(
        new ToolCommand("pause", "Asks a run, of any process, to stop after its batch")
        {
            Examples = [("legacy pause", "'legacy resume' goes on.")],
        },
        async (invocation, cancellationToken) =>
        {
            var migration = await LegacyOptions.OpenPlainAsync(invocation, cancellationToken);
            await migration.PauseAsync(cancellationToken);
            return new LegacyPhaseResult("paused", "a run stops after its batch; unified-media legacy resume goes on");
        });
}
