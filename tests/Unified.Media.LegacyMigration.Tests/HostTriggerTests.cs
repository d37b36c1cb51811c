namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Triggers of the host on media, which also fire for copied items.</summary>
public sealed class HostTriggerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_succeeds_when_a_host_trigger_updates_new_items()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 300);
        await database.ExecuteAsync(
            """
            CREATE FUNCTION hosts_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE public.media SET metadata = coalesce(metadata, '{}') || '{"stamped": true}' WHERE id = new.id;
                RETURN NULL;
            END $$;
            CREATE TRIGGER hosts_stamp AFTER INSERT ON media FOR EACH ROW EXECUTE FUNCTION hosts_stamp();
            """,
            Cancel);

        var run = await database.Migration().RunAsync(cancellationToken: Cancel);

        Assert.True(run.Copied() > 300);
        Assert.Equal(0, run.Jobs.Sum(job => job.Failed));
        Assert.False(run.Verification!.HasLoss, run.Describe());
        Assert.Equal(0, await database.ScalarAsync<long>(
            """
            SELECT count(*) FROM media m CROSS JOIN LATERAL (SELECT unified_media.collect_tags(m.metadata) AS all_tags) c
            WHERE (SELECT string_agg(tag, ',' ORDER BY tag COLLATE "C") FROM unnest(c.all_tags) tag) COLLATE "C"
                    IS DISTINCT FROM (SELECT string_agg(t.tag, ',' ORDER BY t.tag) FROM unified_media.media_tags t WHERE t.media_id = m.id)
                OR (SELECT array_to_tsvector(words) FROM unified_media.collect_search_words(m.metadata, c.all_tags) words WHERE words <> '{}')
                    IS DISTINCT FROM (SELECT s.doc FROM unified_media.media_search s WHERE s.media_id = m.id)
            """,
            Cancel));
    }
}
