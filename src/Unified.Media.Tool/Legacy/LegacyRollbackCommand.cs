using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary><c>legacy rollback</c></summary>
internal static class LegacyRollbackCommand
{
    public static ToolCommand Create(CommandBinding binding) => binding.Bind(
        new ToolCommand("rollback", "Takes everything back that the migration made. What somebody changed since is kept and listed; "
            + "objects are left alone")
        {
            Examples = [("legacy rollback --yes", "Without asking. 'legacy run' may be called again afterwards.")],
        },
        RunAsync);

    private static async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await invocation.ConfirmAsync("Take back everything that the migration made?", cancellationToken);
        var migration = await LegacyOptions.OpenPlainAsync(invocation, cancellationToken);
        LegacyRollbackReport? report = null;
        await invocation.Screen.ProgressAsync(async progress =>
            report = await migration.RollBackAsync(new LegacyProgressLines(progress), cancellationToken));
        return new LegacyRollbackResult(report!);
    }
}
