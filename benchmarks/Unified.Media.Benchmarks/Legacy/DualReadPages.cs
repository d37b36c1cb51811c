using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.LegacyMigration;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Compares the first pages of a database that is half or not migrated, where a list contains items and legacy rows, with pages
/// of a migrated one.
/// </summary>
internal sealed class DualReadPages(TestServer server, LegacyLibrary library, BenchmarkFolder folder)
{
    private const int Rounds = 15;
    private const int Users = 40;
    private const int Passes = 5;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var before = await CreatePausedAsync(0, cancellationToken);
        await using var half = await CreatePausedAsync(library.Rows / 2, cancellationToken);
        await using var whole = await library.CreateAsync(server, cancellationToken);
        await MeasuredRun.RunAsync(whole, null, cancellationToken);
        await new LegacyMigrator(whole.DataSource).SwitchAsync(cancellationToken);
        FreshDatabase[] databases = [before, half, whole];
        foreach (var database in databases)
        {
            await database.ExecuteAsync("VACUUM ANALYZE", cancellationToken);
        }

        // The same random users on all databases, each with more than one page.
        var logins = await half.ColumnAsync<Guid>(
            $"""
            SELECT o.user_id FROM (SELECT user_id FROM playground_gallery UNION ALL SELECT user_id FROM user_media) o
            WHERE (SELECT count(*) FROM users_profile p WHERE p.user_id = o.user_id) = 1
            GROUP BY o.user_id HAVING count(*) > 50 ORDER BY md5(o.user_id::text) LIMIT {Users}
            """,
            cancellationToken);
        MediaUser[] users = [.. logins.Select(login => MediaUser.For(OwnerId.FromGuid(login)))];
        var shares = await DescribeShareAsync(half, cancellationToken);
        await using var beforeHost = await CreateHostAsync(before, cancellationToken);
        await using var halfHost = await CreateHostAsync(half, cancellationToken);
        await using var wholeHost = await CreateHostAsync(whole, cancellationToken);
        var (migrated, halfMigrated, notMigrated) = (
            new Pages("finished", wholeHost, users), new Pages("half", halfHost, users), new Pages("before", beforeHost, users));
        var timings = await InterleavedTimer.MeasureAsync(
            Rounds, [.. new[] { migrated, halfMigrated, notMigrated }.Select(pages => pages.CreateCase(cancellationToken))], cancellationToken);
        return
        [
            Figure.AtMost(
                "first page while half is migrated / when all is", timings.Ratio(halfMigrated.Name, migrated.Name), 2, "x",
                $"{Times(halfMigrated)}; {shares}"),
            Figure.WithoutGoal(
                "first page while nothing is migrated / when all is", timings.Ratio(notMigrated.Name, migrated.Name), "x", Times(notMigrated)),
        ];

        string Times(Pages pages) => string.Create(
            CultureInfo.InvariantCulture,
            $"{timings.Median(pages.Name) * 1_000 / Users / Passes:0} and {timings.Median(migrated.Name) * 1_000 / Users / Passes:0} µs; "
            + $"{timings.Spread(pages.Name, migrated.Name)}");
    }

    /// <summary>Creates a database whose migration was paused after a number of rows, with triggers and indexes.</summary>
    private async Task<FreshDatabase> CreatePausedAsync(int rows, CancellationToken cancellationToken)
    {
        var database = await library.CreateAsync(server, cancellationToken);
        var written = new Dictionary<string, long>();
        await MeasuredRun.RunAsync(
            database,
            (migration, progress) =>
            {
                if (progress.Stage is not (LegacyStage.Reconciling or LegacyStage.Copying))
                {
                    return;
                }

                written[progress.Job] = progress.Written;
                if (written.Where(job => job.Key != "media").Sum(job => job.Value) >= rows)
                {
                    migration.PauseAsync(cancellationToken).GetAwaiter().GetResult();
                }
            },
            cancellationToken);
        return database;
    }

    private static async Task<string> DescribeShareAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var items = await database.ScalarAsync<long>("SELECT count(*) FROM unified_media.legacy_map", cancellationToken);
        var rows = await database.ScalarAsync<long>(
            "SELECT (SELECT count(*) FROM playground_gallery) + (SELECT count(*) FROM user_media)", cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{items} of {rows} rows migrated");
    }

    private async Task<ServiceProvider> CreateHostAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], cancellationToken);
        return new ServiceCollection()
            .AddUnifiedMedia(media => media.UseLocalFolder(folder.GetPath("objects")).UsePostgres(app))
            .BuildServiceProvider();
    }

    /// <summary>The first pages of several users.</summary>
    private sealed class Pages(string name, ServiceProvider host, MediaUser[] users)
    {
        private readonly IUnifiedMediaStore _store = host.GetRequiredService<IUnifiedMediaStore>();

        public string Name => name;

        public BenchmarkCase CreateCase(CancellationToken cancellationToken) => new(name, async () =>
        {
            for (var pass = 0; pass < Passes; pass++)
            {
                foreach (var user in users)
                {
                    await _store.GetUserUnifiedMediaAsync(user, cancellationToken: cancellationToken);
                }
            }
        });
    }
}
