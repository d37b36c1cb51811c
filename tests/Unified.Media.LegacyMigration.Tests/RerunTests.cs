namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Changes that a later run finds without triggers.</summary>
public sealed class RerunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_copies_later_changes_of_copied_rows(bool rowsSayWhen)
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 1_000);
        if (!rowsSayWhen)
        {
            // Simulates a table without updated_at. The replica role disables the triggers of the host.
            await database.CorruptAsync("UPDATE user_media SET updated_at = NULL; UPDATE playground_gallery SET updated_at = NULL", Cancel);
        }

        var legacy = database.Migration(options => options.KeepInSync = false);
        Assert.True((await legacy.RunAsync(cancellationToken: Cancel)).Verification!.IsClean);
        Assert.Equal(0, (await legacy.RunAsync(cancellationToken: Cancel)).Written);

        // One item was edited as well and is kept. Another one existed before the migration and is kept.
        var changes =
            """
            UPDATE user_media SET file_name = 'renamed' WHERE id = legacy_generated.user_media(20);
            UPDATE user_media SET file_path = 'uploads/' || user_id || '/images/moved.jpg' WHERE id = legacy_generated.user_media(40);
            UPDATE playground_gallery SET title = 'renamed' WHERE id = legacy_generated.gallery(1);
            UPDATE playground_gallery SET title = 'renamed' WHERE id = legacy_generated.gallery(3);
            UPDATE playground_gallery SET title = 'renamed' WHERE id = legacy_generated.gallery(200);
            """;
        await (rowsSayWhen ? database.ExecuteAsync(changes, Cancel) : database.CorruptAsync(changes.TrimEnd().TrimEnd(';'), Cancel));
        await database.ExecuteAsync(
            """UPDATE media SET metadata = metadata || '{"title": "mine"}' WHERE id = legacy_generated.gallery(3)""", Cancel);
        var second = await legacy.RunAsync(cancellationToken: Cancel);

        Assert.Equal(3, second.Jobs.Where(job => job.Job is "playground_gallery" or "user_media").Sum(job => job.Written));
        Assert.True(second.Verification!.IsClean, second.Describe());
        Assert.Equal(
            ["mine", "renamed", "renamed", "uploads/moved"],
            (await database.ColumnAsync<string>(
                """
                SELECT CASE WHEN path LIKE '%/images/moved.jpg' AND object_id IS NOT NULL THEN 'uploads/moved' ELSE metadata ->> 'title' END
                    FROM media
                WHERE legacy_id IN (legacy_generated.user_media(20)::text, legacy_generated.user_media(40)::text,
                    legacy_generated.gallery(1)::text, legacy_generated.gallery(3)::text)
                """,
                Cancel)).Order(StringComparer.Ordinal));
        Assert.Equal(rowsSayWhen ? 1 : 0, (await legacy.GetProblemsAsync("changed_on_both_sides", cancellationToken: Cancel)).Count);
        Assert.Equal(0, (await legacy.RunAsync(cancellationToken: Cancel)).Written);
    }

    [Fact]
    public async Task Run_starts_over_after_one_that_ended_with_missing_rows()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 1_000);
        var legacy = database.Migration(options => options.KeepInSync = false);
        var isLate = false;
        var first = await legacy.RunAsync(
            new ImmediateProgress<LegacyProgress>(progress =>
            {
                if (progress is { Stage: LegacyStage.Sweeping, Job: "shared" } && !isLate)
                {
                    isLate = true;
                    // Inserts a row and deletes another one, after the copy and the sweep and before the verification.
                    database.ExecuteAsync(
                        """
                        INSERT INTO user_media (user_id, file_path) VALUES (legacy_generated.login(2), 'uploads/' || legacy_generated.login(2)
                            || '/late.png');
                        DELETE FROM user_media WHERE id = legacy_generated.user_media(20);
                        """,
                        Cancel).GetAwaiter().GetResult();
                }
            }),
            Cancel);
        Assert.True(first.Verification!.HasLoss);
        Assert.DoesNotContain(first.Jobs, job => job.Job == "moodboards");

        var second = await legacy.RunAsync(cancellationToken: Cancel);

        Assert.True(second.IsComplete);
        Assert.True(second.Verification!.IsClean, second.Describe());
        Assert.Equal(1, second.Copied());
        Assert.Equal(1, second.Jobs.Single(job => job.Job == "orphans:user_media").Written);
        Assert.Equal(LegacyPhase.Migrated, (await legacy.GetStatusAsync(Cancel)).Phase);
    }

    [Theory]
    [InlineData("DELETE FROM playground_gallery")]
    [InlineData("DELETE FROM media")]
    public async Task Reference_to_an_item_deleted_later_is_no_difference(string delete)
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 1_000);
        var legacy = database.Migration();
        await legacy.RunAsync(cancellationToken: Cancel);
        var named = await database.ScalarAsync<Guid>(
            """
            SELECT m.id FROM unified_media.legacy_reference_backup r CROSS JOIN jsonb_array_elements(r.new_value) e
            JOIN media m ON m.id::text = e ->> 'media_id' JOIN playground_gallery g ON g.id = m.id
            WHERE r.relation = 'moodboards' AND r.field = 'items' AND NOT EXISTS (SELECT FROM unified_media.legacy_item_backup x
                WHERE x.media_id = m.id)
            ORDER BY m.id LIMIT 1
            """,
            Cancel);
        Assert.Equal(1, await database.ExecuteAsync($"{delete} WHERE id = '{named}'", Cancel));

        Assert.True((await legacy.VerifyAsync(cancellationToken: Cancel)).IsClean);
    }
}
