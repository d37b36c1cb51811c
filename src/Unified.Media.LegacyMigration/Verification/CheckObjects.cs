namespace Unified.Media.LegacyMigration;

/// <summary>Checks that the objects of older rows exist in the object store. A missing object is a difference, not an error.</summary>
internal sealed class CheckObjects(LegacyDatabase database, LegacyObjectCheckOptions options)
{
    private const int PageSize = 500;

    public async Task CheckAsync(VerificationTotals totals, IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        var position = 0L;
        while (true)
        {
            var lastId = position;
            var page = await database.ReadAsync(
                "select object_id, media_id, bucket, key, size_bytes from {{schema}}.legacy_list_objects($1, $2, $3)",
                parameters =>
                {
                    parameters.AddWithValue(lastId);
                    parameters.AddWithValue(PageSize);
                    parameters.AddWithValue(Math.Max(options.SampleInterval, 1));
                },
                reader => new ExpectedObject(
                    reader.GetInt64(0), reader.GetGuid(1), new ObjectLocation(reader.GetString(2), reader.GetString(3)),
                    reader.IsDBNull(4) ? null : reader.GetInt64(4)),
                cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return;
            }

            var differences = new LegacyDifference?[page.Count];
            await Parallel.ForAsync(
                0,
                page.Count,
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(options.MaxConcurrency, 1), CancellationToken = cancellationToken },
                async (index, token) => differences[index] = await CompareAsync(page[index], token).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var difference in differences.OfType<LegacyDifference>())
            {
                totals.ObjectsMissing++;
                totals.AddDifference(difference);
            }

            totals.ObjectsChecked += page.Count;
            position = page[^1].Id;
            progress?.Report(new() { Stage = LegacyStage.CheckingObjects, Job = "objects", Rows = totals.ObjectsChecked });
        }
    }

    private async ValueTask<LegacyDifference?> CompareAsync(ExpectedObject expected, CancellationToken cancellationToken)
    {
        var stored = await options.ObjectStore.HeadAsync(expected.Location, cancellationToken).ConfigureAwait(false);
        return stored switch
        {
            null => Difference("absent"),
            // Older programs stored the size that the browser reported, so a wrong size is a difference and not a loss.
            _ when expected.Size is { } size && size != stored.SizeBytes => Difference($"{stored.SizeBytes} bytes"),
            _ => null,
        };

        LegacyDifference Difference(string actual) => new()
        {
            Source = "objects",
            Id = expected.MediaId.ToString(),
            Kind = "object",
            MediaId = expected.MediaId,
            Field = $"{expected.Location.Bucket}/{expected.Location.Key}",
            Expected = expected.Size is { } size ? $"{size} bytes" : "present",
            Actual = actual,
        };
    }

    private sealed record ExpectedObject(long Id, Guid MediaId, ObjectLocation Location, long? Size);
}
