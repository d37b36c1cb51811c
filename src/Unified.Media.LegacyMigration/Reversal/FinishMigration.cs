using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>Closes the way back, once a last verification has found nothing missing.</summary>
internal sealed class FinishMigration(
    LegacyDatabase database, RetryPolicy retry, VerifyMigration verify, LegacyState state, LegacyIndexes indexes)
{
    public async Task<LegacyVerification> RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var phase = (await state.ReadAsync(cancellationToken).ConfigureAwait(false)).Phase;
        if (phase is not (LegacyPhase.Switched or LegacyPhase.Finished))
        {
            throw new MediaMigrationException(MigrationErrorCode.NotReady, "Reads have not been switched to the items.");
        }

        var verification = await verify.RunAsync(null, progress, cancellationToken).ConfigureAwait(false);
        if (verification.HasLoss)
        {
            throw new MediaMigrationException(MigrationErrorCode.NotClean, "Rows are missing or lost: run the migration again first.");
        }

        await state.AdvanceAsync(LegacyPhase.Finished, [LegacyPhase.Switched], cancellationToken).ConfigureAwait(false);
        await retry.ExecuteAsync(
            token => database.ExecuteLockingAsync("select {{schema}}.legacy_finish()", null, token), cancellationToken).ConfigureAwait(false);
        await indexes.DropAsync(cancellationToken).ConfigureAwait(false);
        return verification;
    }
}
