using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class SharingTests : IDisposable
{
    private readonly CatalogFixture fixture = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_see_each_other_s_changes()
    {
        var (one, two) = (fixture.Open(), fixture.Open());

        var item = await fixture.AddAsync(one);
        var seen = await two.FindAsync(fixture.User, [item.Id], Cancel);
        await two.RetireAsync(fixture.User, item.Id, Cancel);

        Assert.Single(seen);
        Assert.Empty(await one.FindAsync(fixture.User, [item.Id], Cancel));
    }

    [Fact]
    public async Task A_storm_over_two_instances_leaves_one_truth()
    {
        IMediaCatalog[] catalogs = [fixture.Open(), fixture.Open()];
        await catalogs[0].GetCatalogIdAsync(Cancel);

        var workers = Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(catalogs[worker % 2], worker), Cancel));
        var kept = await Task.WhenAll(workers);

        var expected = kept.SelectMany(ids => ids).Order().ToArray();
        var found = await EveryAsync(catalogs[1], new() { Words = ["storm"], Limit = 200 });
        var tagged = await EveryAsync(catalogs[0], new() { TagKeys = ["even"], Limit = 200 });
        Assert.Equal(expected, found.Select(item => item.Id).Order());
        Assert.Equal(expected, tagged.Select(item => item.Id).Order());
        Assert.Equal((long)expected.Length, fixture.Scalar("SELECT count(*) FROM objects WHERE state = 'ready'"));
        Assert.Equal((long)expected.Length, fixture.Scalar("SELECT count(*) FROM media_tags"));
        Assert.Equal((long)expected.Length, fixture.Scalar("SELECT count(*) FROM media_words_docsize"));
        Assert.Equal("ok", fixture.Scalar("PRAGMA integrity_check"));
        Assert.Null(fixture.Scalar("PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task Reading_does_not_wait_for_a_writer()
    {
        var catalog = fixture.Open(TimeSpan.FromMilliseconds(100));
        var item = await fixture.AddAsync(catalog);
        using var writer = fixture.Database.OpenWriter();
        writer.Execute("BEGIN IMMEDIATE");
        writer.Execute("DELETE FROM media");

        var items = (await catalog.ListAsync(fixture.User, new(), Cancel)).Items;

        Assert.Equal(item.Id, Assert.Single(items).Id);
    }

    [Fact]
    public async Task A_lock_that_does_not_go_away_is_a_transient_error_without_effect()
    {
        var catalog = fixture.Open(TimeSpan.FromMilliseconds(100));
        var item = await fixture.AddAsync(catalog);
        var writer = fixture.Database.OpenWriter();
        writer.Execute("BEGIN IMMEDIATE");

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.RetireAsync(fixture.User, item.Id, Cancel));
        writer.Dispose();

        Assert.True(error.IsTransient);
        Assert.False(error.OutcomeUnknown);
        Assert.Single(await catalog.FindAsync(fixture.User, [item.Id], Cancel));
        Assert.NotNull(await catalog.RetireAsync(fixture.User, item.Id, Cancel));
    }

    public void Dispose() => fixture.Dispose();

    private async Task<List<MediaId>> WorkAsync(IMediaCatalog catalog, int worker)
    {
        var kept = new List<MediaId>();
        for (var round = 0; round < 25; round++)
        {
            var first = CatalogFixture.Describe($"storm {worker}", "odd", "Even");
            var second = CatalogFixture.Describe($"storm again {round}", "even");
            var item = await fixture.AddAsync(catalog, draft => draft with { Metadata = first });
            var update = new CatalogUpdate(item.Id, item.UpdatedAt, item.UpdatedAt.AddSeconds(1), second, Visibility.Public);
            Assert.NotNull(await catalog.UpdateAsync(fixture.User, update, Cancel));
            if (round % 3 == 0)
            {
                await EraseAsync(catalog, item.Id);
            }
            else
            {
                kept.Add(item.Id);
            }

            await catalog.ListAsync(fixture.User, new() { Words = ["storm"] }, Cancel);
        }

        return kept;
    }

    private async Task EraseAsync(IMediaCatalog catalog, MediaId id)
    {
        var retirement = await catalog.RetireAsync(fixture.User, id, Cancel);
        Assert.NotNull(retirement);
        await catalog.ForgetAsync(Assert.Single(retirement.Objects), Cancel);
    }

    private async Task<List<MediaItem>> EveryAsync(IMediaCatalog catalog, CatalogQuery query)
    {
        var items = new List<MediaItem>();
        for (PagePosition? after = null; ;)
        {
            var page = await catalog.ListAsync(fixture.User, query with { After = after }, Cancel);
            items.AddRange(page.Items);
            after = page.Next;
            if (after is null)
            {
                return items;
            }
        }
    }
}
