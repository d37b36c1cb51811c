namespace Unified.Media.LegacyMigration;

/// <summary>Asks the object store for adopted objects. An object that is not there is a difference, not an error.</summary>
internal sealed class CheckObjects(LegacyDatabase database, LegacyObjectCheck check)
{
    private const int PageSize = 500;

    public async Task RunAsync(VerificationTally tally, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var position = 0L;
        while (true)
        {
            var after = position;
            var page = await database.ReadAsync(
                "select object_id, media_id, bucket, key, size_bytes from {{schema}}.legacy_list_objects($1, $2, $3)",
                bind =>
                {
                    bind.AddWithValue(after);
                    bind.AddWithValue(PageSize);
                    bind.AddWithValue(Math.Max(check.Every, 1));
                },
                reader => new Wanted(
                    reader.GetInt64(0), reader.GetGuid(1), new ObjectLocation(reader.GetString(2), reader.GetString(3)),
                    reader.IsDBNull(4) ? null : reader.GetInt64(4)),
                cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return;
            }

            var found = new LegacyDifference?[page.Count];
            await Parallel.ForAsync(
                0,
                page.Count,
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(check.Parallelism, 1), CancellationToken = cancellationToken },
                async (index, token) => found[index] = await LookAsync(page[index], token).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var difference in found.OfType<LegacyDifference>())
            {
                tally.ObjectsMissing++;
                tally.Differ(difference);
            }

            tally.ObjectsChecked += page.Count;
            position = page[^1].Id;
            progress?.Report(new(LegacyStage.CheckingObjects, "objects", tally.ObjectsChecked, null));
        }
    }

    private async ValueTask<LegacyDifference?> LookAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        var stored = await check.Objects.HeadAsync(wanted.Location, cancellationToken).ConfigureAwait(false);
        return stored switch
        {
            null => Differs("absent"),
            // Older programs wrote sizes down as browsers told them: one that is known to be wrong is worth a look, no more.
            _ when wanted.Size is { } size && size != stored.SizeBytes => Differs($"{stored.SizeBytes} bytes"),
            _ => null,
        };

        LegacyDifference Differs(string actual) => new("objects", wanted.Media.ToString(), "object")
        {
            MediaId = wanted.Media,
            Field = $"{wanted.Location.Bucket}/{wanted.Location.Key}",
            Expected = wanted.Size is { } size ? $"{size} bytes" : "present",
            Actual = actual,
        };
    }

    private sealed record Wanted(long Id, Guid Media, ObjectLocation Location, long? Size);
}
