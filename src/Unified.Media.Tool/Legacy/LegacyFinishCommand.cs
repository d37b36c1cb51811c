using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary><c>legacy finish</c></summary>
internal static class LegacyFinishCommand
{
    public static ToolCommand Create(CommandBinding binding) => binding.Bind(
        new ToolCommand(
            "finish", "Ends the migration: triggers and the way back go away, and the older tables may be dropped. There is no way back")
        {
            Examples = [("legacy finish --yes", "After 'legacy switch' and some days without regret. Refused where a row is missing or "
                + "lost.")],
        },
        RunAsync);

    private static async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await invocation.ConfirmAsync("End the migration? There is no way back afterwards.", cancellationToken);
        var migration = await LegacyOptions.OpenPlainAsync(invocation, cancellationToken);
        LegacyVerification? verification = null;
        await invocation.Screen.ProgressAsync(async progress =>
            verification = await migration.FinishAsync(new LegacyProgressLines(progress), cancellationToken));
        return new LegacyVerifyResult(verification!);
    }
}
