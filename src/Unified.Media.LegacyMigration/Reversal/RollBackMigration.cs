namespace Unified.Media.LegacyMigration;

/// <summary>
/// Rolls the migration back in reverse order: references, then items that the migration made, then items that existed before. Works in
/// batches; safe to repeat.
/// </summary>
internal sealed class RollBackMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, LegacyState state, LegacyIndexes indexes, TimeProvider time)
{
    private const int BatchRows = 2_000;

    public async Task<LegacyRollbackReport> RollBackAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var worker = new MigrationWorker(database, options, time);
        try
        {
            await worker.BeginRunAsync(cancellationToken).ConfigureAwait(false);
            await ThrowIfFinishedAsync(cancellationToken).ConfigureAwait(false);
            await retry.ExecuteAsync(
                token => database.ExecuteLockingAsync(
                    "select {{schema}}.legacy_detach_triggers(), {{schema}}.legacy_set_reference_triggers(true)", null, token),
                cancellationToken).ConfigureAwait(false);
            var references = await UndoAsync("references", "legacy_undo_references", worker, progress, cancellationToken).ConfigureAwait(false);
            var items = await UndoCopiesAsync(worker, progress, cancellationToken).ConfigureAwait(false);
            var olderItems = await UndoAsync("media", "legacy_undo_reconciled", worker, progress, cancellationToken).ConfigureAwait(false);
            await retry.ExecuteAsync(
                token => database.ExecuteLockingAsync("select {{schema}}.legacy_end_rollback()", null, token),
                cancellationToken).ConfigureAwait(false);
            await indexes.DropAsync(cancellationToken).ConfigureAwait(false);
            return new()
            {
                References = references.Read,
                Items = items.Read,
                OlderItems = olderItems.Read,
                Kept = references.Kept + items.Kept + olderItems.Kept,
                KeptRows = await state.ReadProblemsAsync("edited_and_kept", options.MaxListed, cancellationToken).ConfigureAwait(false),
                Elapsed = time.GetElapsedTime(started),
            };
        }
        finally
        {
            await worker.ReleaseLeaseAsync().ConfigureAwait(false);
        }
    }

    private static LegacyProgress Progress(string job, long read, long kept) =>
        new() { Stage = LegacyStage.RollingBack, Job = job, Rows = read, Written = read - kept };

    private async Task ThrowIfFinishedAsync(CancellationToken cancellationToken)
    {
        if ((await state.ReadAsync(cancellationToken).ConfigureAwait(false)).Phase == LegacyPhase.Finished)
        {
            throw new MediaMigrationException(LegacyErrorCode.Finished, "The legacy migration is finished and cannot be rolled back.");
        }
    }

    private async Task<(long Read, long Kept)> UndoAsync(
        string job, string function, MigrationWorker worker, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var read = 0L;
        var kept = 0L;
        while (true)
        {
            var batch = await retry.ExecuteAsync(
                token => database.ReadSingleAsync(
                    $"select rows_read, rows_kept from {{{{schema}}}}.{function}($1)",
                    bind => bind.AddWithValue(BatchRows),
                    reader => (Read: reader.GetInt32(0), Kept: reader.GetInt32(1)),
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            read += batch.Read;
            kept += batch.Kept;
            progress?.Report(Progress(job, read, kept));
            if (batch.Read == 0)
            {
                return (read, kept);
            }

            await worker.ExtendLeaseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(long Read, long Kept)> UndoCopiesAsync(
        MigrationWorker worker, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var read = 0L;
        var kept = 0L;
        var position = (Source: "", Id: "");
        while (true)
        {
            var after = position;
            var batch = await retry.ExecuteAsync(
                token => database.ReadSingleAsync(
                    "select rows_read, rows_kept, last_source, last_id from {{schema}}.legacy_undo_copies($1, $2, $3)",
                    bind =>
                    {
                        bind.AddWithValue(after.Source);
                        bind.AddWithValue(after.Id);
                        bind.AddWithValue(BatchRows);
                    },
                    reader => (Read: reader.GetInt32(0), Kept: reader.GetInt32(1), Source: reader.GetString(2), Id: reader.GetString(3)),
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            read += batch.Read;
            kept += batch.Kept;
            position = (batch.Source, batch.Id);
            progress?.Report(Progress("items", read, kept));
            if (batch.Read < BatchRows)
            {
                return (read, kept);
            }

            await worker.ExtendLeaseAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
