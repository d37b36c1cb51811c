using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// The way back, in the opposite order: references first, then the items that the migration made, then those that it found. In batches, safe
/// to repeat.
/// </summary>
internal sealed class RollBackMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, LegacyState state, LegacyIndexes indexes, TimeProvider time)
{
    private const int BatchRows = 2_000;

    public async Task<LegacyRollbackReport> RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var worker = new MigrationWorker(database, options, time);
        try
        {
            await worker.BeginAsync(cancellationToken).ConfigureAwait(false);
            await GuardAsync(cancellationToken).ConfigureAwait(false);
            await retry.ExecuteAsync(
                token => database.ExecuteLockingAsync(
                    "select {{schema}}.legacy_detach_triggers(), {{schema}}.legacy_guard_references(true)", null, token),
                cancellationToken).ConfigureAwait(false);
            var references = await UndoAsync("references", "legacy_undo_references", worker, progress, cancellationToken).ConfigureAwait(false);
            var items = await UndoCopiesAsync(worker, progress, cancellationToken).ConfigureAwait(false);
            var older = await UndoAsync("media", "legacy_undo_reconciled", worker, progress, cancellationToken).ConfigureAwait(false);
            await retry.ExecuteAsync(
                token => database.ExecuteLockingAsync("select {{schema}}.legacy_end_rollback()", null, token), cancellationToken).ConfigureAwait(false);
            await indexes.DropAsync(cancellationToken).ConfigureAwait(false);
            return new()
            {
                References = references.Read,
                Items = items.Read,
                OlderItems = older.Read,
                Kept = references.Kept + items.Kept + older.Kept,
                KeptRows = await state.ReadProblemsAsync("edited_and_kept", options.MaxListed, cancellationToken).ConfigureAwait(false),
                Elapsed = time.GetElapsedTime(begun),
            };
        }
        finally
        {
            await worker.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private async Task GuardAsync(CancellationToken cancellationToken)
    {
        if ((await state.ReadAsync(cancellationToken).ConfigureAwait(false)).Phase == LegacyPhase.Finished)
        {
            throw new MediaMigrationException(MigrationErrorCode.Finished, "The migration is finished: there is no way back.");
        }
    }

    private async Task<(long Read, long Kept)> UndoAsync(
        string job, string function, MigrationWorker worker, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var read = 0L;
        var kept = 0L;
        while (true)
        {
            var (rows, left) = await retry.ExecuteAsync(
                token => database.SingleAsync(
                    $"select rows_read, rows_kept from {{{{schema}}}}.{function}($1)",
                    bind => bind.AddWithValue(BatchRows),
                    reader => (reader.GetInt32(0), reader.GetInt32(1)),
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            read += rows;
            kept += left;
            progress?.Report(new(LegacyStage.RollingBack, job, read, null) { Written = read - kept });
            if (rows == 0)
            {
                return (read, kept);
            }

            await worker.HoldAsync(cancellationToken).ConfigureAwait(false);
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
                token => database.SingleAsync(
                    "select rows_read, rows_kept, last_source, last_id from {{schema}}.legacy_undo_copies($1, $2, $3)",
                    bind =>
                    {
                        bind.AddWithValue(after.Source);
                        bind.AddWithValue(after.Id);
                        bind.AddWithValue(BatchRows);
                    },
                    reader => (Rows: reader.GetInt32(0), Kept: reader.GetInt32(1), Source: reader.GetString(2), Id: reader.GetString(3)),
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            read += batch.Rows;
            kept += batch.Kept;
            position = (batch.Source, batch.Id);
            progress?.Report(new(LegacyStage.RollingBack, "items", read, null) { Written = read - kept });
            if (batch.Rows < BatchRows)
            {
                return (read, kept);
            }

            await worker.HoldAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
