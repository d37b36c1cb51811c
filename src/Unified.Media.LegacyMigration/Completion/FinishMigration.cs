namespace Unified.Media.LegacyMigration;

/// <summary>Finishes the migration if a last verification finds no missing or lost item. A rollback is not possible afterwards.</summary>
internal sealed class FinishMigration(
    LegacyDatabase database, RetryPolicy retry, VerifyMigration verifyMigration, LegacyState state, LegacyIndexes indexes)
{
    public async Task<LegacyVerification> FinishAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var phase = (await state.ReadAsync(cancellationToken).ConfigureAwait(false)).Phase;
        if (phase is not (LegacyPhase.Switched or LegacyPhase.Finished))
        {
            throw new MediaMigrationException(
                LegacyErrorCode.NotReady, "Lists still read the older tables. Call SwitchAsync before FinishAsync.");
        }

        var verification = await verifyMigration.VerifyAsync(null, progress, cancellationToken).ConfigureAwait(false);
        if (verification.HasLoss)
        {
            throw new MediaMigrationException(
                LegacyErrorCode.NotClean, "Items of older rows are missing or lost. Run the migration again before FinishAsync.");
        }

        await state.AdvanceAsync(LegacyPhase.Finished, [LegacyPhase.Switched], cancellationToken).ConfigureAwait(false);
        await retry.ExecuteAsync(
            token => database.ExecuteLockingAsync("select {{schema}}.legacy_finish()", null, token), cancellationToken).ConfigureAwait(false);
        await indexes.DropAsync(cancellationToken).ConfigureAwait(false);
        return verification;
    }
}
