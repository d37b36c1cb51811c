using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class SharingTests : IDisposable
{
    private readonly CatalogFixture _fixture = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_see_the_changes_of_other_instances()
    {
        var (one, two) = (_fixture.Open(), _fixture.Open());

        var item = await _fixture.AddAsync(one);
        var seen = await two.FindAsync(_fixture.User, [item.Id], Cancel);
        await two.MarkDeletedAsync(_fixture.User, item.Id, Cancel);

        Assert.Single(seen);
        Assert.Empty(await one.FindAsync(_fixture.User, [item.Id], Cancel));
    }

    [Fact]
    public async Task Concurrent_changes_of_two_instances_are_consistent()
    {
        IMediaCatalog[] catalogs = [_fixture.Open(), _fixture.Open()];
        await catalogs[0].GetCatalogIdAsync(Cancel);

        var workers = Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(catalogs[worker % 2], worker), Cancel));
        var kept = await Task.WhenAll(workers);

        var expected = kept.SelectMany(ids => ids).Order().ToArray();
        var found = await ListAllAsync(catalogs[1], _fixture.Query(new() { Text = "storm" }) with { Limit = 200 });
        var tagged = await ListAllAsync(catalogs[0], _fixture.Query(new() { Tags = ["even"] }) with { Limit = 200 });
        Assert.Equal(expected, found.Select(item => item.Id).Order());
        Assert.Equal(expected, tagged.Select(item => item.Id).Order());
        Assert.Equal((long)expected.Length, _fixture.Scalar("SELECT count(*) FROM objects WHERE state = 'ready'"));
        Assert.Equal((long)expected.Length, _fixture.Scalar("SELECT count(*) FROM media_tags"));
        Assert.Equal((long)expected.Length, _fixture.Scalar("SELECT count(*) FROM media_words_docsize"));
        Assert.Equal("ok", _fixture.Scalar("PRAGMA integrity_check"));
        Assert.Null(_fixture.Scalar("PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task Reader_does_not_wait_for_a_writer()
    {
        var catalog = _fixture.Open(TimeSpan.FromMilliseconds(100));
        var item = await _fixture.AddAsync(catalog);
        using var writer = _fixture.Database.OpenWriter();
        writer.Execute("BEGIN IMMEDIATE");
        writer.Execute("DELETE FROM media");

        var items = (await catalog.ListAsync(_fixture.User, _fixture.Query(), Cancel)).Items;

        Assert.Equal(item.Id, Assert.Single(items).Id);
    }

    [Fact]
    public async Task Lock_that_outlasts_the_timeout_is_a_transient_error()
    {
        var catalog = _fixture.Open(TimeSpan.FromMilliseconds(100));
        var item = await _fixture.AddAsync(catalog);
        var writer = _fixture.Database.OpenWriter();
        writer.Execute("BEGIN IMMEDIATE");

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.MarkDeletedAsync(_fixture.User, item.Id, Cancel));
        writer.Dispose();

        Assert.True(error.IsTransient);
        Assert.False(error.OutcomeUnknown);
        Assert.Single(await catalog.FindAsync(_fixture.User, [item.Id], Cancel));
        Assert.NotNull(await catalog.MarkDeletedAsync(_fixture.User, item.Id, Cancel));
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<List<MediaId>> WorkAsync(IMediaCatalog catalog, int worker)
    {
        var kept = new List<MediaId>();
        for (var round = 0; round < 25; round++)
        {
            var first = CatalogFixture.Describe($"storm {worker}", "odd", "Even");
            var second = CatalogFixture.Describe($"storm again {round}", "even");
            var item = await _fixture.AddAsync(catalog, draft => draft with { Metadata = first });
            var update = new CatalogUpdate
            {
                Id = item.Id,
                ExpectedUpdatedAt = item.UpdatedAt,
                UpdatedAt = item.UpdatedAt.AddSeconds(1),
                Metadata = second,
                Visibility = Visibility.Public,
            };
            Assert.NotNull(await catalog.UpdateAsync(_fixture.User, update, Cancel));
            if (round % 3 == 0)
            {
                await DeleteAsync(catalog, item.Id);
            }
            else
            {
                kept.Add(item.Id);
            }

            await catalog.ListAsync(_fixture.User, _fixture.Query(new() { Text = "storm" }), Cancel);
        }

        return kept;
    }

    private async Task DeleteAsync(IMediaCatalog catalog, MediaId id)
    {
        var deleted = await catalog.MarkDeletedAsync(_fixture.User, id, Cancel);
        Assert.NotNull(deleted);
        await catalog.CompleteDeletionAsync(Assert.Single(deleted.Objects), Cancel);
    }

    private async Task<List<MediaItem>> ListAllAsync(IMediaCatalog catalog, CatalogQuery query)
    {
        var items = new List<MediaItem>();
        for (PagePosition? after = null; ;)
        {
            var page = await catalog.ListAsync(_fixture.User, query with { After = after }, Cancel);
            items.AddRange(page.Items);
            after = page.Next;
            if (after is null)
            {
                return items;
            }
        }
    }
}
