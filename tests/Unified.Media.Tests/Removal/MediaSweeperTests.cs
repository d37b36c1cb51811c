using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class MediaSweeperTests
{
    private static readonly MediaUser Alice = MediaUser.For("alice");
    private static readonly ObjectLocation Mark = new("user-media", "unified-media/catalog-id");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Sweep_deletes_only_unreferenced_objects(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);
        var kept = await host.Store.AddAsync(Alice);
        var rubbish = await PutAsync(host, Rubbish(host));

        var plan = await host.Sweeper.PlanAsync(Token);
        Assert.Equal([rubbish], plan.Unreferenced);
        Assert.Equal(2, plan.Scanned);
        Assert.Equal(2, (await host.StoredAsync()).Length);

        Assert.Equal(new SweepReport { Scanned = 2, Deleted = 1 }, await host.Sweeper.SweepAsync(plan, cancellationToken: Token));
        Assert.Equal(new[] { kept.Location!, Mark }.Order(ByText), (await host.StoredAsync()).Order(ByText));
    }

    [Theory]
    [MemberData(nameof(WatchedHost.FolderOrMemory), MemberType = typeof(WatchedHost))]
    public async Task Sweep_deletes_unnamed_objects_of_every_role(bool inFolder)
    {
        await using var host = WatchedHost.Over(inFolder);
        var item = await host.Store.AddAsync(Alice);
        var thumb = ObjectRole.Parse("thumb-320");
        var reserved = await host.Catalog.ReserveAsync(
            Alice,
            new() { Id = item.Id, Role = thumb, Layout = ObjectLayout.UploadedImages, Extension = "webp", Lease = TimeSpan.FromMinutes(1) },
            Token);
        var named = await PutAsync(host, reserved.Reservation!.Location);
        var unnamed = await PutAsync(host, ObjectLayout.UploadedImages.Locate("alice", item.Id, 2, "webp", thumb));

        var plan = await host.Sweeper.PlanAsync(Token);
        Assert.Equal((3, unnamed), (plan.Scanned, Assert.Single(plan.Unreferenced)));
        await host.Sweeper.SweepAsync(plan, cancellationToken: Token);

        Assert.Equal(new[] { item.Location!, named, Mark }.Order(ByText), (await host.StoredAsync()).Order(ByText));
    }

    public static TheoryData<string> ForeignKeys =>
    [
        "logo.png",
        "uploads/alice/images/photo.png",
        "uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.png",
        "uploads/alice/images/0198C0DE-0000-7000-8000-0123456789AB.1.png",
        "uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.0.png",
        "uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.01.png",
        "uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.1.Thumb.png",
        "uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.1.original.png",
        "uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.1.thumb.320.png",
        "uploads/alice/0198c0de-0000-7000-8000-0123456789ab.1.png",
        "uploads/Alice/images/0198c0de-0000-7000-8000-0123456789ab.1.png",
        "backup/uploads/alice/images/0198c0de-0000-7000-8000-0123456789ab.1.png",
        "alice/generated/0198c0de-0000-7000-8000-0123456789ab.1.png",
    ];

    [Theory]
    [MemberData(nameof(ForeignKeys))]
    public async Task Sweep_never_deletes_foreign_keys_of_a_plan(string key)
    {
        await using var host = WatchedHost.InMemory();
        var foreign = await PutAsync(host, new("user-media", key));

        var plan = await host.Sweeper.PlanAsync(Token);
        Assert.Equal((0, 0), (plan.Scanned, plan.Unreferenced.Count));
        await host.Sweeper.SweepAsync(new() { Scanned = 1, Unreferenced = [foreign] }, cancellationToken: Token);

        Assert.Contains(foreign, await host.StoredAsync());
    }

    [Fact]
    public async Task Sweep_rejects_a_bucket_with_the_mark_of_another_catalog()
    {
        await using var host = WatchedHost.InMemory();
        await host.Objects.PutAsync(
            Mark, ObjectBody.FromBytes(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString())), new() { ContentType = "text/plain" }, Token);
        var rubbish = await PutAsync(host, Rubbish(host));
        var generated = await PutAsync(host, ObjectLayout.Generated.Locate("alice", MediaId.New(host.Time), 1, "png"));

        var refused = await Assert.ThrowsAsync<MediaConflictException>(
            async () => await host.Sweeper.SweepAsync(await host.Sweeper.PlanAsync(Token), confirmMany: true, Token));

        Assert.Equal("foreign_bucket", refused.Code);
        Assert.Contains(rubbish, await host.StoredAsync());
        Assert.Contains(generated, await host.StoredAsync());
    }

    [Fact]
    public async Task Marked_bucket_can_be_swept_again()
    {
        await using var host = WatchedHost.InFolder();
        for (var turn = 0; turn < 2; turn++)
        {
            await PutAsync(host, Rubbish(host));
            Assert.Equal(1, (await host.Sweeper.SweepAsync(await host.Sweeper.PlanAsync(Token), cancellationToken: Token)).Deleted);
        }
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 101, false)]
    [InlineData(101, 10_099, false)]
    [InlineData(101, 10_100, true)]
    public async Task Large_plan_needs_confirmation(int rubbish, long seen, bool accepted)
    {
        await using var host = WatchedHost.InMemory();
        List<ObjectLocation> locations = [];
        for (var number = 0; number < rubbish; number++)
        {
            locations.Add(await PutAsync(host, Rubbish(host)));
        }

        var plan = new SweepPlan { Scanned = seen, Unreferenced = locations };
        if (!accepted)
        {
            Assert.Equal(
                "sweep_too_large",
                (await Assert.ThrowsAsync<MediaConflictException>(() => host.Sweeper.SweepAsync(plan, cancellationToken: Token))).Code);
            Assert.Equal(rubbish, (await host.StoredAsync()).Length);
        }

        Assert.Equal(rubbish, (await host.Sweeper.SweepAsync(plan, confirmMany: !accepted, Token)).Deleted);
        Assert.Equal([Mark], await host.StoredAsync());
    }

    [Fact]
    public async Task Object_that_is_reserved_after_the_plan_survives_the_sweep()
    {
        await using var host = WatchedHost.InMemory();
        var id = MediaId.New(host.Time);
        var location = await PutAsync(host, ObjectLayout.Stock.Locate("alice", id, 1, "png"));
        var plan = await host.Sweeper.PlanAsync(Token);
        Assert.Equal([location], plan.Unreferenced);
        var reserved = await host.Catalog.ReserveAsync(
            Alice, new() { Id = id, Layout = ObjectLayout.Stock, Extension = "png", Lease = TimeSpan.FromMinutes(1) }, Token);
        Assert.Equal(location, reserved.Reservation!.Location);

        Assert.Equal(0, (await host.Sweeper.SweepAsync(plan, cancellationToken: Token)).Deleted);

        Assert.Contains(location, await host.StoredAsync());
    }

    [Fact]
    public async Task Plan_finds_a_late_put_of_a_deleted_item()
    {
        await using var host = WatchedHost.InMemory();
        var item = await host.Store.AddAsync(Alice);
        await host.Store.DeleteMediaUnifiedAsync(Alice, item.Id, cancellationToken: Token);
        await PutAsync(host, item.Location!);

        Assert.Equal([item.Location!], (await host.Sweeper.PlanAsync(Token)).Unreferenced);
    }

    [Fact]
    public async Task Plan_fails_for_an_object_store_without_listing()
    {
        await using var host = WatchedHost.InMemory(media => media.DecorateObjectStore((inner, _) => new Unlisted(inner)));

        Assert.Equal("not_supported", (await Assert.ThrowsAsync<MediaProviderException>(() => host.Sweeper.PlanAsync(Token))).Code);
    }

    private static Comparer<ObjectLocation> ByText => Comparer<ObjectLocation>.Create(
        (x, y) => string.CompareOrdinal(x.ToString(), y.ToString()));

    private static ObjectLocation Rubbish(WatchedHost host) =>
        ObjectLayout.UploadedImages.Locate("alice", MediaId.New(host.Time), 1, "png");

    private static async Task<ObjectLocation> PutAsync(WatchedHost host, ObjectLocation location)
    {
        await host.Objects.PutAsync(location, ObjectBody.FromBytes(SmallImage.Bytes), new() { ContentType = "image/png" }, Token);
        return location;
    }

    private sealed class Unlisted(IObjectStore inner) : DelegatingObjectStore(inner)
    {
        public override TAbility? GetAbility<TAbility>()
            where TAbility : class => typeof(TAbility) == typeof(IObjectListing) ? null : base.GetAbility<TAbility>();
    }
}
