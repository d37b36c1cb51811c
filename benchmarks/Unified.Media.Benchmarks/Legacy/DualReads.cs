using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>Pages of a half migrated database, where items and older rows are one list, beside pages of a finished one.</summary>
internal sealed class DualReads(TestServer server, LegacyLibrary library, BenchmarkFolder folder)
{
    private const int Rounds = 9;
    private const int People = 20;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var before = await PausedAsync(0, cancellationToken);
        await using var half = await PausedAsync(library.Rows / 2, cancellationToken);
        await using var whole = await library.CreateAsync(server, cancellationToken);
        await MeasuredRun.RunAsync(whole, null, cancellationToken);
        await new LegacyMigration(whole.DataSource).SwitchAsync(cancellationToken);
        FreshDatabase[] databases = [before, half, whole];
        foreach (var database in databases)
        {
            await database.ExecuteAsync("ANALYZE", cancellationToken);
        }

        // The same people on all of them.
        var logins = await half.ColumnAsync<Guid>(
            $"""
            SELECT u.user_id FROM user_media u JOIN users_profile p ON p.user_id = u.user_id
            GROUP BY u.user_id HAVING count(DISTINCT p.id) = 1 ORDER BY count(*) DESC, u.user_id LIMIT {People}
            """,
            cancellationToken);
        MediaUser[] users = [.. logins.Select(login => MediaUser.For(OwnerId.FromGuid(login)))];
        var shares = await ShareAsync(half, cancellationToken);
        await using var beforeHost = await HostAsync(before, cancellationToken);
        await using var halfHost = await HostAsync(half, cancellationToken);
        await using var wholeHost = await HostAsync(whole, cancellationToken);
        var (firstWhole, firstHalf, firstBefore) = (
            new Pages("first page, finished", wholeHost, users), new Pages("first page, half", halfHost, users),
            new Pages("first page, before", beforeHost, users));
        var (thirdWhole, thirdHalf) = (
            await new Pages("third page, finished", wholeHost, users).NextAsync(2, cancellationToken),
            await new Pages("third page, half", halfHost, users).NextAsync(2, cancellationToken));
        var timings = await Interleaved.MeasureAsync(
            Rounds, [.. new[] { firstWhole, firstHalf, firstBefore, thirdWhole, thirdHalf }.Select(pages => pages.Read(cancellationToken))], cancellationToken);
        return
        [
            Figure.AtMost(
                "first page while half is migrated / when all is", timings.Ratio(firstHalf.Name, firstWhole.Name), 2, "x",
                $"{Times(firstHalf, firstWhole)}; {shares}"),
            Figure.Plain("third page while half is migrated / when all is", timings.Ratio(thirdHalf.Name, thirdWhole.Name), "x", Times(thirdHalf, thirdWhole)),
            Figure.Plain("first page while nothing is migrated / when all is", timings.Ratio(firstBefore.Name, firstWhole.Name), "x", Times(firstBefore, firstWhole)),
        ];

        string Times(Pages mine, Pages theirs) => string.Create(
            CultureInfo.InvariantCulture,
            $"{timings.Median(mine.Name) * 1_000 / People:0} and {timings.Median(theirs.Name) * 1_000 / People:0} µs; {timings.Spread(mine.Name, theirs.Name)}");
    }

    /// <summary>A run that was paused when so many rows had become items; with triggers and indexes in any case.</summary>
    private async Task<FreshDatabase> PausedAsync(int rows, CancellationToken cancellationToken)
    {
        var database = await library.CreateAsync(server, cancellationToken);
        var written = new Dictionary<string, long>();
        await MeasuredRun.RunAsync(
            database,
            (migration, progress) =>
            {
                if (progress.Stage is not (LegacyStage.Settling or LegacyStage.Copying))
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

    private static async Task<string> ShareAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var items = await database.ScalarAsync<long>("SELECT count(*) FROM unified_media.legacy_map", cancellationToken);
        var rows = await database.ScalarAsync<long>(
            "SELECT (SELECT count(*) FROM playground_gallery) + (SELECT count(*) FROM user_media)", cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{items} of {rows} rows migrated");
    }

    private async Task<ServiceProvider> HostAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], cancellationToken);
        return new ServiceCollection().AddUnifiedMedia(media => media.UseLocalFolder(folder.PathOf("objects")).UsePostgres(app)).BuildServiceProvider();
    }

    /// <summary>One page of each of some people.</summary>
    private sealed class Pages(string name, ServiceProvider host, MediaUser[] users)
    {
        private readonly IUnifiedMediaStore _store = host.GetRequiredService<IUnifiedMediaStore>();
        private MediaQuery[] _queries = [.. users.Select(_ => new MediaQuery())];

        public string Name => name;

        public Contestant Read(CancellationToken cancellationToken) => new(name, () => ReadAsync(cancellationToken));

        /// <summary>Goes so many pages further.</summary>
        public async Task<Pages> NextAsync(int pages, CancellationToken cancellationToken)
        {
            for (var page = 0; page < pages; page++)
            {
                _queries = [.. (await ReadAsync(cancellationToken)).Select(read => new MediaQuery
                {
                    Cursor = read.NextCursor ?? throw new InvalidOperationException("These people have too few items."),
                })];
            }

            return this;
        }

        private async Task<List<MediaPage>> ReadAsync(CancellationToken cancellationToken)
        {
            var read = new List<MediaPage>();
            foreach (var (user, query) in users.Zip(_queries))
            {
                read.Add(await _store.GetUserUnifiedMediaAsync(user, query, cancellationToken));
            }

            return read;
        }
    }
}
