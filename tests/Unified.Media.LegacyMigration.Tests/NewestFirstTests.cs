using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>The newest rows of each login are migrated first.</summary>
public sealed class NewestFirstTests
{
    // For each login with one profile: the number of its rows in both tables, and the position of the newest row that is not an item.
    private const string PositionsOfMissing =
        """
        SELECT login || ' ' || count(*) || ' ' || coalesce(min(place) FILTER (WHERE NOT is_item), 0)
        FROM (
            SELECT o.user_id AS login, l.legacy_id IS NOT NULL AS is_item,
                row_number() OVER (PARTITION BY o.user_id ORDER BY coalesce(o.created_at, '-infinity') DESC, o.id DESC) AS place
            FROM (
                SELECT 'playground_gallery' AS source, id, user_id, created_at FROM playground_gallery
                UNION ALL SELECT 'user_media', id, user_id, created_at FROM user_media) o
            LEFT JOIN unified_media.legacy_map l ON l.legacy_source = o.source AND l.legacy_id = o.id::text
            WHERE (SELECT count(*) FROM users_profile p WHERE p.user_id = o.user_id) = 1) rows
        GROUP BY login
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Newest_page_of_every_login_is_migrated_first(string shape)
    {
        await using var database = await LegacyDatabases.CreateAsync(shape, generated: true, Cancel, rows: 4_000);
        await PauseAfterNewestAsync(database);
        var legacy = database.Migration();

        var logins = await database.ColumnAsync<string>(PositionsOfMissing, Cancel);
        Assert.True(logins.Count > 10);
        Assert.All(logins, line =>
        {
            // Items of an earlier migration are among the newest rows, or older.
            var (rows, missing) = (int.Parse(line.Split(' ')[1], null), int.Parse(line.Split(' ')[2], null));
            Assert.True(missing > 51 || (missing == 0 && rows <= 51), line);
        });
        Assert.Contains(logins, line => !line.EndsWith(" 0", StringComparison.Ordinal));

        var rest = await legacy.ResumeAsync(cancellationToken: Cancel);
        Assert.True(rest.Verification!.IsClean, rest.Describe());
        Assert.Equal(0, (await legacy.RunAsync(cancellationToken: Cancel)).Written);
    }

    [Fact]
    public async Task Failing_row_does_not_delay_pages_of_other_logins()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 4_000);
        await database.ExecuteAsync(
            """
            INSERT INTO playground_gallery (id, user_id, image_url, media_type, width, created_at)
            VALUES (gen_random_uuid(), legacy_generated.login(3), 'https://x.supabase.co/storage/v1/object/public/playground-images/'
                || legacy_generated.login(3) || '/bad.png', 'image', 4321, now());
            ALTER TABLE media ADD CONSTRAINT hosts_own CHECK (width <> 4321) NOT VALID;
            """,
            Cancel);
        await PauseAfterNewestAsync(database);
        var legacy = database.Migration();

        var login = (await database.ScalarAsync<Guid>("SELECT legacy_generated.login(3)", Cancel)).ToString();
        var logins = await database.ColumnAsync<string>(PositionsOfMissing, Cancel);
        Assert.EndsWith(" 1", Assert.Single(logins, line => line.StartsWith(login, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(
            logins.Where(line => !line.StartsWith(login, StringComparison.Ordinal)),
            line => Assert.False(line.EndsWith(" 1", StringComparison.Ordinal), line));
        Assert.Empty(await legacy.GetProblemsAsync("failed", cancellationToken: Cancel));

        // The copy of the table finds the row.
        var rest = await legacy.ResumeAsync(cancellationToken: Cancel);
        Assert.Equal(1, rest.Jobs.Single(job => job.Job == "playground_gallery").Failed);
        Assert.Single(await legacy.GetProblemsAsync("failed", cancellationToken: Cancel));
        Assert.False(rest.Verification!.HasLoss);
    }

    [Fact]
    public async Task Table_without_list_index_is_copied_later()
    {
        var template = DatabaseTemplate.LegacyRows["B"].Then("user_media without created_at", async (connectionString, token) =>
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand("ALTER TABLE user_media DROP COLUMN created_at");
            await command.ExecuteNonQueryAsync(token);
        });
        await using var database = await FreshDatabase.CreateAsync(template.WithSchema(), Cancel);
        const string Copied = "SELECT count(*) FROM unified_media.legacy_map WHERE legacy_source = 'user_media'";
        var before = await database.ScalarAsync<long>(Copied, Cancel);
        await PauseAfterNewestAsync(database);
        var legacy = database.Migration();

        Assert.Equal(before, await database.ScalarAsync<long>(Copied, Cancel));
        Assert.True((await legacy.ResumeAsync(cancellationToken: Cancel)).Verification!.IsClean);
    }

    [Fact]
    public async Task Run_of_a_version_without_the_newest_job_is_resumed()
    {
        await using var database = await LegacyDatabases.CreateAsync("B", generated: true, Cancel, rows: 1_000);
        await PauseAfterNewestAsync(database);
        Assert.Equal(1, await database.ExecuteAsync("DELETE FROM unified_media.legacy_job WHERE job = 'newest'", Cancel));

        var rest = await database.Migration().ResumeAsync(cancellationToken: Cancel);

        Assert.True(rest.IsComplete);
        Assert.True(rest.Verification!.IsClean, rest.Describe());
    }

    private static async Task PauseAfterNewestAsync(FreshDatabase database)
    {
        var legacy = database.Migration(options =>
        {
            options.MinBatchSize = 1;
            options.MaxBatchSize = 100;
        });
        var run = await legacy.RunAsync(
            new ImmediateProgress<LegacyProgress>(progress =>
            {
                if (progress is { Stage: LegacyStage.Copying, Job: "playground_gallery" })
                {
                    legacy.PauseAsync(Cancel).GetAwaiter().GetResult();
                }
            }),
            Cancel);
        Assert.False(run.IsComplete);
        Assert.True(run.Jobs.Single(job => job.Job == "newest").Written > 0);
    }
}
