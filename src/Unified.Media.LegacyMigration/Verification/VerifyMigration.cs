namespace Unified.Media.LegacyMigration;

/// <summary>Compares items with older rows in batches, so that no statement holds a snapshot for long. Changes nothing.</summary>
internal sealed class VerifyMigration(LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, TimeProvider time)
{
    private VerificationTally? _last;

    private VerificationRanges Ranges => new(options, retry, time);

    /// <summary>Compares; hold is called between batches.</summary>
    public async Task<LegacyVerification> RunAsync(
        Func<CancellationToken, Task>? hold, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var tally = new VerificationTally(options.MaxListed);
        foreach (var source in LegacyJob.Sources)
        {
            await CompareAsync(source, tally, hold, progress, cancellationToken).ConfigureAwait(false);
        }

        await new FindOrphans(database, Ranges).RunAsync(tally, hold, cancellationToken).ConfigureAwait(false);
        _last = tally;
        return tally.Close(time.GetElapsedTime(begun));
    }

    /// <summary>Adds what the references show; hold is called between batches.</summary>
    public async Task<LegacyVerification> AddReferencesAsync(
        LegacyVerification verification, Func<CancellationToken, Task>? hold, CancellationToken cancellationToken)
    {
        var tally = _last ?? throw new InvalidOperationException("Nothing was verified before.");
        var begun = time.GetTimestamp();
        await new FindBrokenReferences(database, Ranges).RunAsync(tally, hold, cancellationToken).ConfigureAwait(false);
        return tally.Close(verification.Elapsed + time.GetElapsedTime(begun));
    }

    /// <summary>Adds what the object store says.</summary>
    public async Task<LegacyVerification> AddObjectsAsync(
        LegacyVerification verification, LegacyObjectCheck check, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var tally = _last ?? throw new InvalidOperationException("Nothing was verified before.");
        var begun = time.GetTimestamp();
        await new CheckObjects(database, check).RunAsync(tally, progress, cancellationToken).ConfigureAwait(false);
        return tally.Close(verification.Elapsed + time.GetElapsedTime(begun));
    }

    private async Task CompareAsync(
        string source, VerificationTally tally, Func<CancellationToken, Task>? hold, IProgress<LegacyProgress>? progress,
        CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var seen = 0L;
        await Ranges.RunAsync(
            async (after, rows, token) =>
            {
                var (read, position) = (0L, after);
                foreach (var row in await ReadAsync(source, after, rows, token).ConfigureAwait(false))
                {
                    row.AddTo(tally, source);
                    if (row.Kind == VerifiedRow.Position)
                    {
                        read = row.Rows;
                        position = row.LegacyId is { } id ? Guid.Parse(id) : position;
                    }
                }

                seen += read;
                var elapsed = time.GetElapsedTime(begun);
                progress?.Report(new(LegacyStage.Verifying, source, seen, null)
                {
                    BatchSize = rows,
                    Elapsed = elapsed,
                    RowsPerSecond = elapsed > TimeSpan.Zero ? seen / elapsed.TotalSeconds : 0,
                });
                return read < rows ? null : position;
            },
            hold,
            cancellationToken).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<VerifiedRow>> ReadAsync(string source, Guid after, int rows, CancellationToken cancellationToken) => database.ReadAsync(
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
        VerifiedRow.Read,
        cancellationToken);
}
