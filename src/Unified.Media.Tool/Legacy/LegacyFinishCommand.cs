using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The command <c>legacy finish</c>.</summary>
internal static class LegacyFinishCommand
{
    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand(
            "finish", "Ends the migration: removes the triggers and the rollback data. Afterwards the legacy tables can be dropped. Irreversible")
        {
            Examples = [("legacy finish --yes", "Run it some days after 'legacy switch'. Fails if a row is missing or lost.")],
        },
        FinishAsync);

    private static async Task<IReport> FinishAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await context.ConfirmAsync("End the migration? This cannot be undone.", cancellationToken);
        var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
        LegacyVerification? verification = null;
        await context.Output.ShowProgressAsync(async progress =>
            verification = await migration.FinishAsync(new LegacyProgressReporter(progress), cancellationToken));
        return new LegacyVerifyResult(verification!);
    }
}
