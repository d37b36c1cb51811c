namespace Unified.Media.LegacyMigration;

/// <summary>
/// Rolls the migration back in reverse order: references, then items that the migration created, then items that existed before the migration.
/// References and items that were changed after the migration are kept. Works in batches; safe to repeat.
/// </summary>
internal sealed class RollBackMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, LegacyState state, LegacyIndexes indexes, TimeProvider time)
{
    private const int BatchRows = 2_000;

    public async Task<LegacyRollbackReport> RollBackAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var run = new MigrationRun(database, options, time);
        try
        {
            await run.BeginAsync(cancellationToken).ConfigureAwait(false);
            await ThrowIfFinishedAsync(cancellationToken).ConfigureAwait(false);
            await retry.ExecuteAsync(
                token => database.ExecuteLockingAsync(
                    "select {{schema}}.legacy_detach_triggers(), {{schema}}.legacy_set_reference_triggers(true)", null, token),
                cancellationToken).ConfigureAwait(false);
            var references = await RollBackRowsAsync("references", "legacy_undo_references", run, progress, cancellationToken).ConfigureAwait(false);
            var items = await RollBackCreatedItemsAsync(run, progress, cancellationToken).ConfigureAwait(false);
            var preexistingItems = await RollBackRowsAsync("media", "legacy_undo_reconciled", run, progress, cancellationToken).ConfigureAwait(false);
            await retry.ExecuteAsync(
                token => database.ExecuteLockingAsync("select {{schema}}.legacy_end_rollback()", null, token),
                cancellationToken).ConfigureAwait(false);
            await indexes.DropAsync(cancellationToken).ConfigureAwait(false);
            return new()
            {
                References = references.RowsRead,
                Items = items.RowsRead,
                PreexistingItems = preexistingItems.RowsRead,
                Kept = references.RowsKept + items.RowsKept + preexistingItems.RowsKept,
                KeptRows = await state.ReadProblemsAsync("edited_and_kept", options.MaxListedEntries, cancellationToken).ConfigureAwait(false),
                Elapsed = time.GetElapsedTime(started),
            };
        }
        finally
        {
            await run.ReleaseLeaseAsync().ConfigureAwait(false);
        }
    }

    private static LegacyProgress CreateProgress(string job, long rowsRead, long rowsKept) =>
        new() { Stage = LegacyStage.RollingBack, Job = job, Rows = rowsRead, Written = rowsRead - rowsKept };

    private async Task ThrowIfFinishedAsync(CancellationToken cancellationToken)
    {
        if ((await state.ReadAsync(cancellationToken).ConfigureAwait(false)).Phase == LegacyPhase.Finished)
        {
            throw new MediaMigrationException(LegacyErrorCode.Finished, "The legacy migration is finished and cannot be rolled back.");
        }
    }

    private async Task<(long RowsRead, long RowsKept)> RollBackRowsAsync(
        string job, string function, MigrationRun run, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var rowsRead = 0L;
        var rowsKept = 0L;
        while (true)
        {
            var batch = await retry.ExecuteAsync(
                token => database.ReadSingleAsync(
                    $"select rows_read, rows_kept from {{{{schema}}}}.{function}($1)",
                    parameters => parameters.AddWithValue(BatchRows),
                    reader => (Read: reader.GetInt32(0), Kept: reader.GetInt32(1)),
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            rowsRead += batch.Read;
            rowsKept += batch.Kept;
            progress?.Report(CreateProgress(job, rowsRead, rowsKept));
            if (batch.Read == 0)
            {
                return (rowsRead, rowsKept);
            }

            await run.ExtendLeaseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(long RowsRead, long RowsKept)> RollBackCreatedItemsAsync(
        MigrationRun run, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var rowsRead = 0L;
        var rowsKept = 0L;
        var position = (Source: "", Id: "");
        while (true)
        {
            var last = position;
            var batch = await retry.ExecuteAsync(
                token => database.ReadSingleAsync(
                    "select rows_read, rows_kept, last_source, last_id from {{schema}}.legacy_undo_copies($1, $2, $3)",
                    parameters =>
                    {
                        parameters.AddWithValue(last.Source);
                        parameters.AddWithValue(last.Id);
                        parameters.AddWithValue(BatchRows);
                    },
                    reader => (Read: reader.GetInt32(0), Kept: reader.GetInt32(1), Source: reader.GetString(2), Id: reader.GetString(3)),
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            rowsRead += batch.Read;
            rowsKept += batch.Kept;
            position = (batch.Source, batch.Id);
            progress?.Report(CreateProgress("items", rowsRead, rowsKept));
            if (batch.Read < BatchRows)
            {
                return (rowsRead, rowsKept);
            }

            await run.ExtendLeaseAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
