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
    private const string Half = "first page while half is migrated";
    private const string Finished = "first page when all is";

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var half = await library.CreateAsync(server, cancellationToken);
        await MeasuredRun.RunAsync(
            half,
            (migration, progress) =>
            {
                if (progress is { Stage: LegacyStage.Copying, Job: "playground_gallery" } && progress.Rows >= library.Rows / 2)
                {
                    migration.PauseAsync(cancellationToken).GetAwaiter().GetResult();
                }
            },
            cancellationToken);
        await using var whole = await library.CreateAsync(server, cancellationToken);
        await MeasuredRun.RunAsync(whole, null, cancellationToken);
        await new LegacyMigration(whole.DataSource).SwitchAsync(cancellationToken);
        foreach (var database in new[] { half, whole })
        {
            await database.ExecuteAsync("ANALYZE", cancellationToken);
        }

        // The same people on both.
        var logins = await half.ColumnAsync<Guid>(
            $"""
            SELECT u.user_id FROM user_media u JOIN users_profile p ON p.user_id = u.user_id
            GROUP BY u.user_id HAVING count(DISTINCT p.id) = 1 ORDER BY count(*) DESC, u.user_id LIMIT {People}
            """,
            cancellationToken);
        MediaUser[] users = [.. logins.Select(login => MediaUser.For(OwnerId.FromGuid(login)))];
        await using var halfHost = await HostAsync(half, cancellationToken);
        await using var wholeHost = await HostAsync(whole, cancellationToken);
        var timings = await Interleaved.MeasureAsync(
            Rounds, [Lists(Half, halfHost, users, cancellationToken), Lists(Finished, wholeHost, users, cancellationToken)], cancellationToken);
        return
        [
            Figure.AtMost(
                $"{Half} / {Finished}", timings.Ratio(Half, Finished), 2, "x",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{timings.Median(Half) * 1_000 / People:0} and {timings.Median(Finished) * 1_000 / People:0} µs; {timings.Spread(Half, Finished)}")),
        ];
    }

    private async Task<ServiceProvider> HostAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], cancellationToken);
        return new ServiceCollection().AddUnifiedMedia(media => media.UseLocalFolder(folder.PathOf("objects")).UsePostgres(app)).BuildServiceProvider();
    }

    private static Contestant Lists(string name, ServiceProvider host, MediaUser[] users, CancellationToken cancellationToken)
    {
        var store = host.GetRequiredService<IUnifiedMediaStore>();
        return new(name, async () =>
        {
            foreach (var user in users)
            {
                await store.GetUserUnifiedMediaAsync(user, cancellationToken: cancellationToken);
            }
        });
    }
}
