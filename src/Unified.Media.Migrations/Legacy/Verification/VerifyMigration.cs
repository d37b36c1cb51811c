using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Compares items with older rows in batches, so that no statement holds a snapshot for long. Changes nothing.</summary>
internal sealed class VerifyMigration(LegacyDatabase database, LegacyMigrationOptions options, Persistence persistence, TimeProvider time)
{
    private const string Compare =
        """
        select kind, owner_user_id, day, legacy_id, media_id, field, expected, actual, row_count, item_count, row_hash, item_hash
        from {{schema}}.legacy_verify($1, $2, $3)
        """;

    private VerificationTally? _last;

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

        await new FindOrphans(database, options, persistence, time).RunAsync(tally, hold, cancellationToken).ConfigureAwait(false);
        _last = tally;
        return tally.Close(time.GetElapsedTime(begun));
    }

    /// <summary>Adds what the references show.</summary>
    public async Task<LegacyVerification> AddReferencesAsync(LegacyVerification verification, CancellationToken cancellationToken)
    {
        var tally = _last ?? throw new InvalidOperationException("Nothing was verified before.");
        var found = await database.ReadAsync(
            "select relation, row_id, field, expected, actual from {{schema}}.legacy_verify_references($1)",
            bind => bind.AddWithValue(options.MaxListed),
            reader => new LegacyDifference(reader.GetString(0), reader.GetGuid(1).ToString(), "reference")
            {
                Field = reader.GetString(2),
                Expected = Text(reader, 3),
                Actual = Text(reader, 4),
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var difference in found)
        {
            tally.Differ(difference);
        }

        return tally.Close(verification.Elapsed);
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
        var size = new BatchSize(options);
        var begun = time.GetTimestamp();
        var position = Guid.Empty;
        var seen = 0L;
        while (true)
        {
            var started = time.GetTimestamp();
            var after = position;
            var rows = await persistence.TryAsync(
                token => database.ReadAsync(
                    Compare,
                    bind =>
                    {
                        bind.AddWithValue(source);
                        bind.AddWithValue(after);
                        bind.AddWithValue(size.Rows);
                    },
                    VerifiedRow.Read,
                    token),
                null,
                cancellationToken).ConfigureAwait(false);
            var asked = size.Rows;
            var read = 0L;
            foreach (var row in rows)
            {
                row.AddTo(tally, source);
                if (row.Kind == VerifiedRow.Position)
                {
                    read = row.Rows;
                    position = row.LegacyId is { } id ? Guid.Parse(id) : position;
                }
            }

            seen += read;
            size.Took(time.GetElapsedTime(started), read);
            var elapsed = time.GetElapsedTime(begun);
            progress?.Report(new(LegacyStage.Verifying, source, seen, null)
            {
                BatchSize = size.Rows,
                Elapsed = elapsed,
                RowsPerSecond = elapsed > TimeSpan.Zero ? seen / elapsed.TotalSeconds : 0,
            });
            if (read < asked)
            {
                return;
            }

            if (hold is not null)
            {
                await hold(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
