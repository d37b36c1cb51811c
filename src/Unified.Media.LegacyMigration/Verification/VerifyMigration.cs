namespace Unified.Media.LegacyMigration;

/// <summary>Compares items with older rows in ranges, so that no statement holds a snapshot for long. Changes nothing.</summary>
internal sealed class VerifyMigration(LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, TimeProvider time)
{
    private VerificationTotals? _totals;

    private VerificationRanges Ranges => new(options, retry, time);

    /// <summary>Compares the rows. The lease is extended between ranges.</summary>
    public async Task<LegacyVerification> VerifyAsync(
        Func<CancellationToken, Task>? extendLease, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var totals = new VerificationTotals(options.MaxListedEntries);
        foreach (var source in LegacyJob.Sources)
        {
            await CompareAsync(source, totals, extendLease, progress, cancellationToken).ConfigureAwait(false);
        }

        await new FindOrphans(database, Ranges).FindAsync(totals, extendLease, cancellationToken).ConfigureAwait(false);
        _totals = totals;
        return totals.ToReport(time.GetElapsedTime(started));
    }

    /// <summary>Adds the comparison of the references. The lease is extended between ranges.</summary>
    public async Task<LegacyVerification> AddReferencesAsync(
        LegacyVerification verification, Func<CancellationToken, Task>? extendLease, CancellationToken cancellationToken)
    {
        var totals = _totals ?? throw new InvalidOperationException("Call VerifyAsync first.");
        var started = time.GetTimestamp();
        await new FindBrokenReferences(database, Ranges).FindAsync(totals, extendLease, cancellationToken).ConfigureAwait(false);
        return totals.ToReport(verification.Elapsed + time.GetElapsedTime(started));
    }

    /// <summary>Adds the check of the objects.</summary>
    public async Task<LegacyVerification> AddObjectsAsync(
        LegacyVerification verification, LegacyObjectCheckOptions check, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var totals = _totals ?? throw new InvalidOperationException("Call VerifyAsync first.");
        var started = time.GetTimestamp();
        await new CheckObjects(database, check).CheckAsync(totals, progress, cancellationToken).ConfigureAwait(false);
        return totals.ToReport(verification.Elapsed + time.GetElapsedTime(started));
    }

    private async Task CompareAsync(
        string source, VerificationTotals totals, Func<CancellationToken, Task>? extendLease, IProgress<LegacyProgress>? progress,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var totalRows = 0L;
        await Ranges.ForEachAsync(
            async (lastId, rows, token) =>
            {
                var (rowsRead, position) = (0L, lastId);
                foreach (var row in await ReadAsync(source, lastId, rows, token).ConfigureAwait(false))
                {
                    row.AddTo(totals, source);
                    if (row.Kind == VerificationRow.PositionKind)
                    {
                        rowsRead = row.Rows;
                        position = row.LegacyId is { } id ? Guid.Parse(id) : position;
                    }
                }

                totalRows += rowsRead;
                var elapsed = time.GetElapsedTime(started);
                progress?.Report(new()
                {
                    Stage = LegacyStage.Verifying,
                    Job = source,
                    Rows = totalRows,
                    BatchSize = rows,
                    Elapsed = elapsed,
                    RowsPerSecond = elapsed > TimeSpan.Zero ? totalRows / elapsed.TotalSeconds : 0,
                });
                return rowsRead < rows ? null : position;
            },
            extendLease,
            cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<VerificationRow>> ReadAsync(
        string source, Guid lastId, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        """
        select kind, owner_user_id, day, legacy_id, media_id, field, expected, actual, row_count, item_count, row_hash, item_hash
        from {{schema}}.legacy_verify_rows($1, $2, $3)
        """,
        parameters =>
        {
            parameters.AddWithValue(source);
            parameters.AddWithValue(lastId);
            parameters.AddWithValue(rows);
        },
        VerificationRow.Read,
        cancellationToken);
}
