using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The command <c>legacy rollback</c>.</summary>
internal static class LegacyRollbackCommand
{
    public static ToolCommand Create(CommandBinder binder) => binder.Bind(
        new ToolCommand("rollback", "Removes everything that the migration created, except rows that were changed since, which it keeps and "
            + "lists. Does not delete objects")
        {
            Examples = [("legacy rollback --yes", "Rolls back without asking. A later 'legacy run' starts from the beginning.")],
        },
        RollBackAsync);

    private static async Task<IReport> RollBackAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await context.ConfirmAsync("Remove everything that the migration created?", cancellationToken);
        var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
        LegacyRollbackReport? report = null;
        await context.Output.ShowProgressAsync(async progress =>
            report = await migration.RollBackAsync(new LegacyProgressReporter(progress), cancellationToken));
        return new LegacyRollbackResult(report!);
    }
}
