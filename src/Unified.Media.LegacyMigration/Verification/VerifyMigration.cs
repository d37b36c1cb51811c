namespace Unified.Media.LegacyMigration;

/// <summary>Compares items with older rows in ranges, so that no statement holds a snapshot for long. Changes nothing.</summary>
internal sealed class VerifyMigration(LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, TimeProvider time)
{
    private VerificationTally? _tally;

    private VerificationRanges Ranges => new(options, retry, time);

    /// <summary>Compares the rows. The lease is extended between ranges.</summary>
    public async Task<LegacyVerification> VerifyAsync(
        Func<CancellationToken, Task>? extendLease, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var tally = new VerificationTally(options.MaxListed);
        foreach (var source in LegacyJob.Sources)
        {
            await CompareAsync(source, tally, extendLease, progress, cancellationToken).ConfigureAwait(false);
        }

        await new FindOrphans(database, Ranges).FindAsync(tally, extendLease, cancellationToken).ConfigureAwait(false);
        _tally = tally;
        return tally.ToReport(time.GetElapsedTime(started));
    }

    /// <summary>Adds the comparison of the references. The lease is extended between ranges.</summary>
    public async Task<LegacyVerification> AddReferencesAsync(
        LegacyVerification verification, Func<CancellationToken, Task>? extendLease, CancellationToken cancellationToken)
    {
        var tally = _tally ?? throw new InvalidOperationException("Call VerifyAsync first.");
        var started = time.GetTimestamp();
        await new FindBrokenReferences(database, Ranges).FindAsync(tally, extendLease, cancellationToken).ConfigureAwait(false);
        return tally.ToReport(verification.Elapsed + time.GetElapsedTime(started));
    }

    /// <summary>Adds the check of the objects.</summary>
    public async Task<LegacyVerification> AddObjectsAsync(
        LegacyVerification verification, LegacyObjectCheckOptions check, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var tally = _tally ?? throw new InvalidOperationException("Call VerifyAsync first.");
        var started = time.GetTimestamp();
        await new CheckObjects(database, check).CheckAsync(tally, progress, cancellationToken).ConfigureAwait(false);
        return tally.ToReport(verification.Elapsed + time.GetElapsedTime(started));
    }

    private async Task CompareAsync(
        string source, VerificationTally tally, Func<CancellationToken, Task>? extendLease, IProgress<LegacyProgress>? progress,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var seen = 0L;
        await Ranges.ForEachAsync(
            async (after, rows, token) =>
            {
                var (read, position) = (0L, after);
                foreach (var row in await ReadAsync(source, after, rows, token).ConfigureAwait(false))
                {
                    row.AddTo(tally, source);
                    if (row.Kind == VerificationRow.PositionKind)
                    {
                        read = row.Rows;
                        position = row.LegacyId is { } id ? Guid.Parse(id) : position;
                    }
                }

                seen += read;
                var elapsed = time.GetElapsedTime(started);
                progress?.Report(new()
                {
                    Stage = LegacyStage.Verifying,
                    Job = source,
                    Rows = seen,
                    BatchSize = rows,
                    Elapsed = elapsed,
                    RowsPerSecond = elapsed > TimeSpan.Zero ? seen / elapsed.TotalSeconds : 0,
                });
                return read < rows ? null : position;
            },
            extendLease,
            cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<VerificationRow>> ReadAsync(
        string source, Guid after, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        """
        select kind, owner_user_id, day, legacy_id, media_id, field, expected, actual, row_count, item_count, row_hash, item_hash
        from {{schema}}.legacy_verify_rows($1, $2, $3)
        """,
        bind =>
        {
            bind.AddWithValue(source);
            bind.AddWithValue(after);
            bind.AddWithValue(rows);
        },
        VerificationRow.Read,
        cancellationToken);
}
