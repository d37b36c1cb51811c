using System.Text.Json.Nodes;

namespace Unified.Media.Testing;

/// <summary>Tests updates. An update fails if the item has changed since it was read.</summary>
public abstract class MediaCatalogUpdateTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    [Fact]
    public async Task Update_replaces_metadata_and_visibility_only()
    {
        var item = await AddAsync(item => item with { Metadata = CreateMetadata("before", "gone", "x"), Duration = TimeSpan.FromSeconds(3) });
        var update = CreateUpdate(item, CreateMetadata("after"));

        var changed = await Catalog.UpdateAsync(Owner, update, Token);

        AssertSame(item with { Metadata = CreateMetadata("after"), Visibility = Visibility.Public, UpdatedAt = update.UpdatedAt }, changed);
        AssertSame(changed, await FindAsync(item.Id));
        AssertSame(changed, Assert.Single(await ListAsync(Query())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(1000)]
    [InlineData(-1_000_000)]
    public async Task Update_rejects_a_stale_version(int microseconds)
    {
        var item = await AddAsync();
        var update = CreateUpdate(item, CreateMetadata("after")) with { ExpectedUpdatedAt = item.UpdatedAt.AddMicroseconds(microseconds) };

        Assert.Null(await Catalog.UpdateAsync(Owner, update, Token));

        AssertSame(item, await FindAsync(item.Id));
    }

    [Fact]
    public async Task Update_returns_the_version_for_the_next_update()
    {
        var item = await AddAsync();
        for (var number = 1; number <= 3; number++)
        {
            item = await Catalog.UpdateAsync(
                Owner, CreateUpdate(item, CreateMetadata($"title {number}")) with { UpdatedAt = item.UpdatedAt.AddMicroseconds(1) }, Token);
            Assert.NotNull(item);
        }

        Assert.Equal("title 3", (await FindAsync(item.Id))!.Title);
    }

    [Fact]
    public async Task Concurrent_updates_allow_exactly_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var item = await AddAsync();

            var results = await RunConcurrentlyAsync(
                8, number => Catalog.UpdateAsync(Owner, CreateUpdate(item, CreateMetadata($"title {number}")), Token));

            var won = Assert.Single(results, result => result is not null);
            AssertSame(won, await FindAsync(item.Id));
        }
    }

    [Theory]
    [InlineData(AttemptState.Absent)]
    [InlineData(AttemptState.Pending)]
    [InlineData(AttemptState.Abandoned)]
    [InlineData(AttemptState.Deleted)]
    [InlineData(AttemptState.Gone)]
    public async Task Update_ignores_unpublished_and_deleted_items(AttemptState state)
    {
        var attempt = await CreateInStateAsync(state);

        Assert.Null(await Catalog.UpdateAsync(Owner, CreateUpdate(CreateItem(attempt, Owner), CreateMetadata("after")), Token));

        Assert.Null(await FindAsync(attempt.Id));
        Assert.Empty(await ListAsync(Query()));
    }

    [Fact]
    public async Task Update_changes_one_item_only()
    {
        var item = await AddAsync(item => item with { Metadata = CreateMetadata("mine") });
        var similar = await AddAsync(
            other => other with { CreatedAt = item.CreatedAt, UpdatedAt = item.UpdatedAt, Metadata = CreateMetadata("similar") });

        await Catalog.UpdateAsync(Owner, CreateUpdate(item, CreateMetadata("after")), Token);

        AssertSame(similar, await FindAsync(similar.Id));
    }

    [Fact]
    public async Task Update_of_the_title_moves_the_item_in_title_order()
    {
        var first = await AddAsync(item => item with { Metadata = CreateMetadata("a") });
        var second = await AddAsync(item => item with { Metadata = CreateMetadata("b") });

        await Catalog.UpdateAsync(Owner, CreateUpdate(first, CreateMetadata("c")), Token);

        Assert.Equal([second.Id, first.Id], Ids(await ListAsync(Query(sort: MediaSort.Title))));
        Assert.Equal([second.Id, first.Id], Ids(await ListAsync(Query())));
    }

    [Fact]
    public async Task Counts_follow_an_update()
    {
        var item = await AddAsync(item => item with { Metadata = CreateMetadata(null, null, "old", "kept") });
        var update = CreateUpdate(item, CreateMetadata("after")) with { Metadata = CreateMetadata(null, null, "kept", "New") };

        await Catalog.UpdateAsync(Owner, update, Token);

        Assert.Equal(["kept", "new"], (await CountAsync()).Tags.Select(count => count.Value));
        Assert.Single((await CountAsync(new() { Visibilities = [Visibility.Public] })).Kinds);
        Assert.Empty((await CountAsync(new() { Visibilities = [Visibility.Private] })).Kinds);
    }

    [Fact]
    public async Task Update_keeps_every_kind_of_metadata()
    {
        var item = await AddAsync();
        var json = new JsonObject
        {
            ["title"] = "\u0001\t\"quotes\" 'and' \\ / </script> 😀",
            ["tags"] = new JsonArray([.. Enumerable.Range(0, 50).Select(number => JsonValue.Create(new string('t', 60) + number))]),
            ["user"] = new JsonObject
            {
                ["large"] = new string('x', 16_000),
                ["number"] = 12345678901234567890m,
                ["fraction"] = 0.1m,
                ["nothing"] = null,
                ["$type"] = "System.Object",
                [""] = new JsonArray(),
            },
        };

        var update = CreateUpdate(item, CreateMetadata("")) with { Metadata = MediaMetadata.FromJson(json.ToJsonString()) };

        var changed = await Catalog.UpdateAsync(Owner, update, Token);

        AssertSame(item with { Metadata = update.Metadata, Visibility = Visibility.Public, UpdatedAt = update.UpdatedAt }, changed);
        AssertSame(changed, await FindAsync(item.Id));
        Assert.Equal(50, changed!.Tags.Count);
    }
}
