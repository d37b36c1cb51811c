using Unified.Media.LegacyMigration;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>The store on a legacy database before, during and after its migration.</summary>
public sealed class TransitionTests
{
    private static readonly MediaUser First = MediaUser.For(OwnerId.FromGuid(Login(1)));
    private static readonly MediaUser Third = MediaUser.For(OwnerId.FromGuid(Login(3)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => ["A", "B", "C"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task List_is_the_same_throughout_the_migration_without_duplicates(string shape)
    {
        await using var host = await LegacyHost.StartAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        foreach (var user in new[] { First, Third, MediaUser.For(OwnerId.FromGuid(Login(2))), MediaUser.For(OwnerId.FromGuid(Login(4))) })
        {
            var before = await ListAsync(host.Store, user, 3);
            Assert.Equal(before.Count, before.Select(item => item.Id).Distinct().Count());
            Assert.NotEmpty(before);

            // Reading a legacy row makes it an item.
            Assert.NotNull(await host.Store.GetMediaAsync(user, before[0].Id, Cancel));
            Assert.Equal(before.Select(Seen), (await ListAsync(host.Store, user, 2)).Select(Seen));
        }

        var lists = new List<IReadOnlyList<string>>();
        foreach (var user in new[] { First, Third })
        {
            lists.Add([.. (await ListAsync(host.Store, user, 50)).Select(Seen)]);
        }

        var legacy = new LegacyMigrator(host.Database.DataSource);
        Assert.True((await legacy.RunAsync(cancellationToken: Cancel)).Verification!.IsClean);
        Assert.Equal(lists[0], (await ListAsync(host.Store, First, 4)).Select(Seen));
        Assert.Equal(lists[1], (await ListAsync(host.Store, Third, 4)).Select(Seen));

        await legacy.SwitchAsync(Cancel);
        await using var switched = await host.RestartAsync(Cancel);
        Assert.Equal(lists[0], (await ListAsync(switched.Store, First, 4)).Select(Seen));
        Assert.Equal(lists[1], (await ListAsync(switched.Store, Third, 4)).Select(Seen));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Filters_orders_and_counts_include_legacy_rows(string shape)
    {
        await using var host = await LegacyHost.StartAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        await using var migrated = await LegacyHost.StartAsync(DatabaseTemplate.LegacyRows[shape], Cancel, migrate: true);
        foreach (var query in new MediaQuery[]
        {
            new() { SourceTypes = [SourceType.Enhanced] },
            new() { Kinds = [MediaKind.Video] },
            new() { Tags = ["AI-Enhanced"] },
            new() { Text = "product fash" },
            new() { Visibilities = [Visibility.Public] },
            new() { Sort = MediaSort.Title },
            new() { Sort = MediaSort.Largest },
            new() { Sort = MediaSort.Oldest },
        })
        {
            var before = (await host.Store.GetUserUnifiedMediaAsync(Third, query, Cancel)).Items;
            var after = (await migrated.Store.GetUserUnifiedMediaAsync(Third, query, Cancel)).Items;
            Assert.Equal(after.Select(item => item.Id).Order(), before.Select(item => item.Id).Order());

            // The migration copies the title of the legacy row to an item that a user has already created of it, which changes its place.
            var titled = before.Where(item => after.Single(same => same.Id == item.Id).Title != item.Title).Select(item => item.Id).ToHashSet();
            Assert.True(titled.Count <= 1, string.Join(", ", titled));
            Assert.Equal(
                after.Select(item => item.Id).Where(id => query.Sort != MediaSort.Title || !titled.Contains(id)),
                before.Select(item => item.Id).Where(id => query.Sort != MediaSort.Title || !titled.Contains(id)));
        }

        var counted = await host.Store.GetMediaFacetsAsync(Third, cancellationToken: Cancel);
        var expected = await migrated.Store.GetMediaFacetsAsync(Third, cancellationToken: Cancel);
        Assert.Equal(expected.SourceTypes, counted.SourceTypes);
        Assert.Equal(expected.Kinds, counted.Kinds);
        Assert.Equal(expected.Tags, counted.Tags);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Deleted_legacy_row_stays_deleted_after_a_run_and_a_rollback(string shape)
    {
        await using var host = await LegacyHost.StartAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        var id = new MediaId(new("00000000-0000-4000-8000-0000000c0003"));
        var external = new MediaId(new("00000000-0000-4000-8000-0000000d0008"));

        Assert.True(await host.Store.DeleteMediaUnifiedAsync(Third, id, cancellationToken: Cancel));
        Assert.False(await host.Store.DeleteMediaUnifiedAsync(Third, id, cancellationToken: Cancel));
        // The row has no object of the library. Deleting it still counts as a delete.
        Assert.True(await host.Store.DeleteMediaUnifiedAsync(MediaUser.For(OwnerId.FromGuid(Login(4))), external, cancellationToken: Cancel));

        var legacy = new LegacyMigrator(host.Database.DataSource);
        await legacy.RunAsync(cancellationToken: Cancel);
        Assert.DoesNotContain(await ListAsync(host.Store, Third, 50), item => item.Id == id);
        await legacy.RollBackAsync(cancellationToken: Cancel);
        Assert.DoesNotContain(await ListAsync(host.Store, Third, 50), item => item.Id == id);
        Assert.Null(await host.Store.GetMediaAsync(Third, id, Cancel));
        Assert.Equal(2, await host.Database.ScalarAsync<long>(
            "SELECT count(*) FROM unified_media.legacy_map WHERE deleted_at IS NOT NULL", Cancel));
        Assert.Equal(1, await host.Database.ScalarAsync<long>($"SELECT count(*) FROM playground_gallery WHERE id = '{id}'", Cancel));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Public_list_is_the_same_before_and_after_the_migration(string shape)
    {
        await using var host = await LegacyHost.StartAsync(DatabaseTemplate.LegacyRows[shape], Cancel);
        await using var migrated = await LegacyHost.StartAsync(DatabaseTemplate.LegacyRows[shape], Cancel, migrate: true);

        var before = await host.Store.GetPublicMediaAsync(Third, new() { PageSize = 200 }, Cancel);
        var after = await migrated.Store.GetPublicMediaAsync(MediaUser.Anonymous, new() { PageSize = 200 }, Cancel);

        Assert.NotEmpty(after.Items);
        Assert.Equal(after.Items.Select(Seen), before.Items.Select(Seen));
        Assert.All(before.Items, item => Assert.Equal(Visibility.Public, item.Visibility));
    }

    [Fact]
    public async Task Legacy_row_can_be_changed_by_its_owner_only()
    {
        await using var host = await LegacyHost.StartAsync(DatabaseTemplate.LegacyBRows, Cancel);
        var id = new MediaId(new("00000000-0000-4000-8000-0000000c0004"));

        Assert.Null(await host.Store.UpdateMediaAsync(First, id, new() { Title = "mine" }, Cancel));
        Assert.False(await host.Store.DeleteMediaUnifiedAsync(First, id, cancellationToken: Cancel));
        Assert.Null(await host.Store.GetMediaAsync(MediaUser.Anonymous, id, Cancel));
        var changed = await host.Store.UpdateMediaAsync(Third, id, new() { Title = "A new title" }, Cancel);

        Assert.Equal("A new title", changed!.Title);
        Assert.Equal("A new title", (await ListAsync(host.Store, Third, 50)).Single(item => item.Id == id).Title);
        Assert.Equal("Fashion product photography, studio", await host.Database.ScalarAsync<string>(
            $"SELECT title FROM playground_gallery WHERE id = '{id}'", Cancel));

        // A rollback keeps the changes of the owner.
        var legacy = new LegacyMigrator(host.Database.DataSource);
        await legacy.RunAsync(cancellationToken: Cancel);
        var back = await legacy.RollBackAsync(cancellationToken: Cancel);
        Assert.Equal(id.ToString(), Assert.Single(back.KeptRows).Id);
        Assert.Equal("A new title", (await host.Store.GetMediaAsync(Third, id, Cancel))!.Title);
    }

    private static Guid Login(int number) => new($"00000000-0000-4000-8000-0000000a{number:0000}");

    private static string Seen(MediaItem item) =>
        $"{item.Id} {item.CreatedAt:O} {item.Kind} {item.SourceType} {item.EnhancementType} {item.Visibility}";

    private static async Task<IReadOnlyList<MediaItem>> ListAsync(IUnifiedMediaStore store, MediaUser user, int pageSize)
    {
        var items = new List<MediaItem>();
        string? cursor = null;
        do
        {
            var page = await store.GetUserUnifiedMediaAsync(user, new() { PageSize = pageSize, Cursor = cursor }, Cancel);
            items.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return items;
    }
}
