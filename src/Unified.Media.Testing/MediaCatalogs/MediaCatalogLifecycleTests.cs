using System.Text.Json.Nodes;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Every change of state that is legal, and every one that is not.</summary>
public abstract class MediaCatalogLifecycleTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    public static TheoryData<CatalogState> States => [.. Enum.GetValues<CatalogState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Publishes_exactly_what_is_pending_or_was_published(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var publishes = state is CatalogState.Pending or CatalogState.Overdue or CatalogState.Ready;

        var item = await PublishAsync(attempt);

        Assert.Equal(publishes, item is not null);
        Assert.Equal(publishes, await FindAsync(attempt.Id) is not null);
        Assert.Equal(publishes ? 1 : 0, (await ListAsync(Query())).Count);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Publishes_nothing_for_another_attempt(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var other = attempt with { Attempt = attempt.Attempt + 1 };

        Assert.Null(await PublishAsync(other));

        Assert.Equal(state == CatalogState.Ready, await FindAsync(attempt.Id) is not null);
        Assert.Equal(state is CatalogState.Pending or CatalogState.Overdue or CatalogState.Ready, await PublishAsync(attempt) is not null);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Abandons_exactly_what_is_pending(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var abandons = state is CatalogState.Pending or CatalogState.Overdue;

        Assert.False(await Catalog.AbandonAsync(Owner, attempt with { Attempt = attempt.Attempt + 1 }, Cancel));
        Assert.Equal(abandons, await Catalog.AbandonAsync(Owner, attempt, Cancel));
        Assert.False(await Catalog.AbandonAsync(Owner, attempt, Cancel));

        Assert.Equal(state == CatalogState.Ready, await FindAsync(attempt.Id) is not null);
        Assert.Equal(state == CatalogState.Ready, await PublishAsync(attempt) is not null);
    }

    [Theory]
    [InlineData(CatalogState.Absent, false)]
    [InlineData(CatalogState.Pending, true)]
    [InlineData(CatalogState.Overdue, true)]
    [InlineData(CatalogState.Ready, true)]
    [InlineData(CatalogState.Retired, true)]
    [InlineData(CatalogState.RetiredUnpublished, true)]
    [InlineData(CatalogState.Gone, false)]
    [InlineData(CatalogState.AbandonedAndGone, false)]
    [InlineData(CatalogState.Purged, false)]
    public async Task Retires_what_is_not_gone_and_again_the_same(CatalogState state, bool retires)
    {
        var attempt = await ArriveAsync(state);
        LedgerObject[] expected = retires ? [ObjectOf(attempt)] : [];

        var first = await Catalog.RetireAsync(Owner, attempt.Id, Cancel);
        var second = await Catalog.RetireAsync(Owner, attempt.Id, Cancel);

        Assert.Equal(retires, first is not null);
        Assert.Equal(expected, first?.Objects ?? []);
        Assert.Equal(expected, second?.Objects ?? []);
        Assert.Equal(first?.Id, second?.Id);
        Assert.Null(await FindAsync(attempt.Id));
        Assert.Empty(await ListAsync(Query()));
        Assert.Null(await PublishAsync(attempt));
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Forgets_exactly_what_is_deleting(CatalogState state)
    {
        var attempt = await ArriveAsync(state);
        var named = state is not (CatalogState.Absent or CatalogState.Gone or CatalogState.AbandonedAndGone or CatalogState.Purged);
        var survives = state is CatalogState.Pending or CatalogState.Overdue or CatalogState.Ready;

        await Catalog.ForgetAsync(ObjectOf(attempt) with { Attempt = attempt.Attempt + 1 }, Cancel);
        Assert.Equal(named ? [] : [attempt.Location], await Catalog.FindUnreferencedAsync([attempt.Location], Cancel));
        await Catalog.ForgetAsync(ObjectOf(attempt), Cancel);
        Assert.Equal(survives ? [] : [attempt.Location], await Catalog.FindUnreferencedAsync([attempt.Location], Cancel));

        Assert.Equal(survives, await PublishAsync(attempt) is not null);
    }

    [Fact]
    public async Task Publishes_again_without_a_second_item()
    {
        var attempt = await ReserveAsync();
        var first = await PublishAsync(attempt);

        var second = await PublishAsync(attempt);

        AssertSame(first, second);
        Assert.Single(await ListAsync(Query()));
    }

    [Fact]
    public async Task Publishes_again_without_undoing_a_change()
    {
        var attempt = await ReserveAsync();
        var item = (await PublishAsync(attempt))!;
        var changed = await Catalog.UpdateAsync(
            Owner, new(item.Id, item.UpdatedAt, item.UpdatedAt.AddSeconds(1), Describe("changed"), Visibility.Public), Cancel);

        var again = await PublishAsync(attempt);

        AssertSame(changed, again);
        AssertSame(changed, await FindAsync(item.Id));
    }

    [Fact]
    public async Task Keeps_every_field_of_an_item()
    {
        var json = new JsonObject
        {
            ["title"] = "Ünïcode 猫 😀 \" \\ \u2028",
            ["tags"] = new JsonArray("Ä", "b"),
            ["generation"] = new JsonObject { ["cost"] = 0.125m, ["model"] = "m" },
            ["user"] = new JsonObject { ["deep"] = new JsonArray(1, null, true, new JsonObject { ["x"] = "" }) },
            ["unheard of"] = 1,
        };
        var attempt = await ReserveAsync();

        var published = await PublishAsync(attempt, shape: Shape);

        AssertSame(Shape(Draft(attempt, Owner)), published);
        AssertSame(published, await FindAsync(attempt.Id));
        AssertSame(published, Assert.Single(await ListAsync(Query())));

        MediaItem Shape(MediaItem item) => item with
        {
            Kind = MediaKind.Video,
            SourceType = SourceType.Enhanced,
            EnhancementType = "Upscale x4",
            OriginalMediaId = "legacy:42",
            Visibility = Visibility.Public,
            ContentType = "video/mp4",
            SizeBytes = 5_000_000_000,
            Sha256 = Sha('b'),
            Width = 7680,
            Height = 4320,
            Duration = TimeSpan.FromMilliseconds(61_234),
            CreatedAt = item.CreatedAt.AddMicroseconds(1),
            UpdatedAt = item.CreatedAt.AddMicroseconds(3),
            Metadata = MediaMetadata.FromJson(json.ToJsonString()),
        };
    }

    [Fact]
    public async Task Invents_nothing_for_an_item_that_says_little()
    {
        var attempt = await ReserveAsync();

        var published = await PublishAsync(attempt, shape: item => item with { Sha256 = null, Width = null, Height = null, SizeBytes = 0 });

        AssertSame(Draft(attempt, Owner) with { Sha256 = null, Width = null, Height = null, SizeBytes = 0 }, published);
        AssertSame(published, await FindAsync(attempt.Id));
        Assert.Null(published!.Duration);
        Assert.Null(published.EnhancementType);
        Assert.Null(published.OriginalMediaId);
    }

    [Fact]
    public async Task Finds_many_items_and_leaves_absent_ones_out()
    {
        var items = new List<MediaItem>();
        for (var number = 0; number < 5; number++)
        {
            items.Add(await AddAsync());
        }

        var pending = await ReserveAsync();
        var found = await Catalog.FindAsync(Owner, [.. Ids(items), MediaId.New(Time), pending.Id, items[0].Id], Cancel);

        Assert.Equal(Ids(items).Order(), Ids(found).Order());
        Assert.Empty(await Catalog.FindAsync(Owner, [], Cancel));
    }

    [Fact]
    public async Task Finds_as_many_items_as_are_asked_for()
    {
        var item = await AddAsync();
        var ids = Enumerable.Range(0, 2500).Select(_ => MediaId.New(Time)).Append(item.Id).ToArray();

        AssertSame(item, Assert.Single(await Catalog.FindAsync(Owner, ids, Cancel)));
    }

    [Fact]
    public async Task Retires_all_attempts_of_an_item()
    {
        var first = await ReserveAsync("key");
        var second = await ReserveAsync("key", takeOver: true);
        Assert.NotNull(await PublishAsync(second));

        var retirement = await Catalog.RetireAsync(Owner, first.Id, Cancel);
        var again = await Catalog.RetireAsync(Owner, first.Id, Cancel);

        Assert.Equal([ObjectOf(first), ObjectOf(second)], retirement!.Objects.OrderBy(item => item.Attempt));
        Assert.Equal([ObjectOf(first), ObjectOf(second)], again!.Objects.OrderBy(item => item.Attempt));
    }

    [Fact]
    public async Task Publishes_and_abandons_at_once_with_one_winner()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveAsync();

            var outcomes = await AtOnceAsync(
                2, async caller => caller == 0 ? await PublishAsync(attempt) is not null : await Catalog.AbandonAsync(Owner, attempt, Cancel));

            Assert.Single(outcomes, won => won);
            Assert.Equal(outcomes[0], await FindAsync(attempt.Id) is not null);
        }
    }

    [Fact]
    public async Task Shows_nothing_after_a_retirement_whatever_came_at_once()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempt = await ReserveAsync();

            var retired = await AtOnceAsync(2, async caller => caller == 0
                ? await PublishAsync(attempt) is not null
                : await Catalog.RetireAsync(Owner, attempt.Id, Cancel) is { Objects.Count: 1 });

            Assert.True(retired[1]);
            Assert.Null(await FindAsync(attempt.Id));
            Assert.Null(await PublishAsync(attempt));
        }
    }

    [Fact]
    public async Task Has_one_id_for_ever()
    {
        var id = await Catalog.GetCatalogIdAsync(Cancel);

        Assert.NotEqual(Guid.Empty, id);
        Assert.Equal(id, await Catalog.GetCatalogIdAsync(Cancel));
        if (Harness.CanShare)
        {
            Assert.Equal(id, await (await Harness.CreateSecondAsync(Time, Cancel)).GetCatalogIdAsync(Cancel));
        }
    }
}
