namespace Unified.Media.LegacyMigration.Tests;

public sealed class CorruptionTests
{
    // Changes of an item, and the field that the verification must name. Each change is applied to another row.
    private static readonly (string Field, string Change)[] OfItems =
    [
        ("owner_user_id", "owner_user_id = (SELECT id FROM users_profile p WHERE p.id <> m.owner_user_id LIMIT 1)"),
        ("type", "type = (SELECT e::text FROM unnest(enum_range(m.type)) e WHERE upper(e::text) = 'PDF')::media_type"),
        ("bucket", "bucket = 'elsewhere'"),
        ("path", "path = path || 'x'"),
        ("width", "width = coalesce(width, 0) + 1"),
        ("height", "height = null"),
        ("duration", "duration = 77"),
        ("duration_us", "duration_us = 77"),
        ("palette", "palette = '[\"#000001\"]'"),
        ("blurhash", "blurhash = 'L00000'"),
        ("exif_json", "exif_json = '{\"a\": 1}'"),
        ("visibility", "visibility = 'PUBLIC'"),
        ("created_at", "created_at = created_at + interval '1 second'"),
        ("source_type", "source_type = 'stock'"),
        ("enhancement_type", "enhancement_type = 'something'"),
        ("original_media_id", "original_media_id = 'something'"),
        ("mime_type", "mime_type = 'image/x-other'"),
        ("legacy_source", "legacy_source = 'elsewhere'"),
        ("object_id", "object_id = null"),
        ("metadata.title", "metadata = metadata || '{\"title\": \"other\"}'"),
        ("metadata.description", "metadata = metadata - 'description'"),
        ("metadata.tags", "metadata = jsonb_set(metadata, '{tags}', '[\"other\"]')"),
        ("metadata.gallery_id", "metadata = metadata - 'gallery_id'"),
        ("metadata.prompt", "metadata = metadata - 'prompt'"),
        ("metadata.is_flagged", "metadata = metadata || '{\"is_flagged\": null}'"),
        ("is_nsfw", "is_nsfw = not is_nsfw"),
        ("is_flagged", "is_flagged = not is_flagged"),
        ("moderation_status", "moderation_status = 'approved'"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verification_names_every_corrupted_field()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 2_000);
        var legacy = database.Migration();
        Assert.True((await legacy.RunAsync(cancellationToken: Cancel)).Verification!.IsClean);

        // Images with an object, a description and generation data.
        var rows = await database.ColumnAsync<Guid>(
            """
            SELECT m.id FROM media m WHERE legacy_id = id::text AND object_id IS NOT NULL AND metadata ? 'description'
                AND metadata ? 'prompt' AND created_at IS NOT NULL AND source_type = 'playground' AND metadata ? 'is_flagged' ORDER BY id
            """,
            Cancel);
        Assert.True(rows.Count >= OfItems.Length, $"{rows.Count} rows");
        foreach (var ((_, change), row) in OfItems.Zip(rows))
        {
            Assert.Equal(1, await database.CorruptAsync($"UPDATE media m SET {change} WHERE id = '{row}'", Cancel));
        }

        var report = await legacy.VerifyAsync(cancellationToken: Cancel);

        var named = report.Differences.Select(difference => (difference.Id, difference.Field)).ToHashSet();
        Assert.Empty(OfItems.Zip(rows).Where(pair => !named.Contains((pair.Second.ToString(), pair.First.Field))).Select(pair => pair.First.Field));
        Assert.False(report.IsClean);
        Assert.False(report.HasLoss);
        Assert.NotEmpty(report.Tables.Single(table => table.Source == "playground_gallery").DifferingOwnerDays);
        foreach (var (field, _) in OfItems)
        {
            Assert.Contains(report.DifferencesByField, count => count.Name.EndsWith($".{field}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("DELETE FROM media WHERE id = (SELECT media_id FROM unified_media.legacy_map WHERE legacy_source = 'user_media' "
        + "AND deleted_at IS NULL ORDER BY media_id LIMIT 1)", "lost")]
    [InlineData("DELETE FROM unified_media.legacy_map WHERE legacy_source = 'user_media' AND legacy_id = (SELECT min(legacy_id) "
        + "FROM unified_media.legacy_map WHERE legacy_source = 'user_media')", "missing")]
    [InlineData("DELETE FROM user_media WHERE id = (SELECT legacy_id::uuid FROM unified_media.legacy_map WHERE legacy_source = 'user_media' "
        + "LIMIT 1)", "orphan")]
    [InlineData("UPDATE unified_media.objects SET owner_user_id = gen_random_uuid() WHERE object_id = (SELECT object_id FROM media "
        + "WHERE legacy_source = 'user_media' AND object_id IS NOT NULL LIMIT 1)", "difference")]
    [InlineData("UPDATE unified_media.legacy_reference_backup SET new_value = jsonb_set(new_value, '{0, url}', '\"other\"') "
        + "WHERE field = 'items'", "reference")]
    [InlineData("UPDATE unified_media.legacy_reference_backup "
        + "SET new_value = jsonb_set(new_value, '{0, media_id}', '\"00000000-0000-4000-8000-0000deadbeef\"') WHERE field = 'items'", "reference")]
    [InlineData("INSERT INTO unified_media.legacy_reference_backup (relation, field, row_id, old_value, new_value) "
        + "SELECT 'moodboards', 'featured_image_id', id, to_jsonb(gen_random_uuid()), to_jsonb(gen_random_uuid()) FROM moodboards LIMIT 1 "
        + "ON CONFLICT (relation, field, row_id) DO UPDATE SET new_value = excluded.new_value", "reference")]
    [InlineData("INSERT INTO unified_media.legacy_reference_backup (relation, field, row_id, old_value, new_value) "
        + "SELECT 'showcases', 'media_ids', id, jsonb_build_array(gen_random_uuid()), jsonb_build_array(gen_random_uuid()) FROM showcases "
        + "LIMIT 1 ON CONFLICT (relation, field, row_id) DO UPDATE SET new_value = excluded.new_value", "reference")]
    [InlineData("UPDATE unified_media.legacy_reference_backup r SET new_value = jsonb_set(r.new_value, '{0, media_id}', to_jsonb(m.id)) "
        + "FROM moodboards b, media m WHERE r.field = 'items' AND b.id = r.row_id AND m.owner_user_id <> b.owner_user_id", "reference")]
    public async Task Verification_names_every_kind_of_loss(string change, string kind)
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: false, Cancel);
        var legacy = database.Migration();
        Assert.True((await legacy.RunAsync(cancellationToken: Cancel)).Verification!.IsClean);
        Assert.True(await database.CorruptAsync(change, Cancel) > 0);

        var report = await legacy.VerifyAsync(cancellationToken: Cancel);

        Assert.Contains(report.Differences, difference => difference.Kind == kind);
        Assert.Equal(kind is "lost" or "missing", report.HasLoss);
        Assert.False(report.IsClean);
    }
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_000)]
    public async Task Verification_compares_each_reference_once_for_any_batch_size(int rows)
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 1_000);
        await database.Migration().RunAsync(cancellationToken: Cancel);
        var boards = await database.CorruptAsync(
            "UPDATE unified_media.legacy_reference_backup SET new_value = new_value || '[\"one more\"]' WHERE field = 'items'", Cancel);

        var report = await database.Migration(
            options => (options.MinBatchSize, options.MaxBatchSize) = (rows, rows)).VerifyAsync(cancellationToken: Cancel);

        Assert.True(boards > 10);
        Assert.Equal(boards, report.DifferencesByField.Single(count => count.Name == "moodboards.items").Rows);
        Assert.Equal(boards, report.Differences.Select(difference => difference.Id).Distinct().Count());
    }
}
