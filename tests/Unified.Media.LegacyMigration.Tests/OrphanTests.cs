namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Items without their older row are found exactly once, for any size of ranges.</summary>
public sealed class OrphanTests
{
    private const string Gone = "deleted_at IS NULL AND abs(hashtext(media_id::text)) % 7 = 0";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(20_000)]
    public async Task Verification_names_every_orphan_once_for_any_batch_size(int rows)
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 150);
        await database.Migration().RunAsync(cancellationToken: Cancel);
        string[] losses =
        [
            $"DELETE FROM user_media WHERE id::text IN (SELECT legacy_id FROM unified_media.legacy_map WHERE legacy_source = 'user_media' "
                + $"AND {Gone})",
            $"DELETE FROM playground_gallery WHERE id::text IN (SELECT legacy_id FROM unified_media.legacy_map "
                + $"WHERE legacy_source = 'playground_gallery' AND {Gone})",
            // Map entries before the first and after the last item.
            """
            INSERT INTO unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, written_at)
            SELECT 'user_media', i, i::uuid, (SELECT id FROM users_profile LIMIT 1), now()
            FROM unnest(array['00000000-0000-0000-0000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) i
            """,
            "DELETE FROM unified_media.legacy_map WHERE legacy_id = (SELECT max(legacy_id) FROM media WHERE legacy_source = 'playground_gallery')",
        ];
        foreach (var loss in losses)
        {
            Assert.True(await database.CorruptAsync(loss, Cancel) > 0);
        }

        var expected = await database.ColumnAsync<string>(
            """
            SELECT legacy_source || legacy_id FROM unified_media.legacy_map WHERE deleted_at IS NULL
            AND legacy_id NOT IN (SELECT id::text FROM user_media) AND legacy_id NOT IN (SELECT id::text FROM playground_gallery)
            UNION ALL SELECT legacy_source || legacy_id FROM media WHERE legacy_source IN ('user_media', 'playground_gallery')
            AND legacy_id NOT IN (SELECT legacy_id FROM unified_media.legacy_map)
            """,
            Cancel);

        var report = await VerifyAsync(10_000);
        var brief = await VerifyAsync(1);

        Assert.True(expected.Count > 20);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            report.Differences.Where(difference => difference.Kind == "orphan").Select(difference => difference.Source + difference.Id)
                .Order(StringComparer.Ordinal));

        // All orphans are counted, however few are listed.
        Assert.Single(brief.Differences);
        Assert.Equal(
            expected.Count,
            brief.DifferencesByField.Where(count => count.Name.EndsWith(": orphan", StringComparison.Ordinal)).Sum(count => count.Rows));

        Task<LegacyVerification> VerifyAsync(int listed) => database
            .Migration(options => (options.MinBatchSize, options.MaxBatchSize, options.MaxListedEntries) = (1, rows, listed))
            .VerifyAsync(cancellationToken: Cancel);
    }
}
