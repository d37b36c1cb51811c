using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Idempotency keys: what a repeat of a reservation gets.</summary>
public abstract class MediaCatalogIdempotencyTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    [Fact]
    public async Task Does_not_use_a_key_up_by_a_conflict()
    {
        var taken = await ReserveAsync();
        await Assert.ThrowsAsync<MediaConflictException>(() => AskAsync(Request("key") with { Id = taken.Id }));

        Assert.Equal(1, (await ReserveAsync("key")).Attempt);
    }

    [Fact]
    public async Task Replays_the_item_that_a_key_has_made()
    {
        var reservation = await ReserveAsync("key");
        var item = await PublishAsync(reservation, receivedSha256: Sha('e'));

        var replay = await AskAsync(Request("key", takeOver: true));

        Assert.Equal(ReserveStatus.Replayed, replay.Status);
        Assert.Null(replay.Reservation);
        Assert.Equal(Sha('e'), replay.ReceivedSha256);
        AssertSame(item, replay.Item);
    }

    [Fact]
    public async Task Replays_the_item_as_it_is_now()
    {
        var item = await AddAsync(key: "key");
        Time.Advance(TimeSpan.FromDays(40));
        var changed = await Catalog.UpdateAsync(
            Owner, new(item.Id, item.UpdatedAt, Time.GetUtcNow(), Describe("new title"), Visibility.Public), Cancel);

        var replay = await AskAsync(Request("key"));

        AssertSame(changed, replay.Item);
    }

    [Theory]
    [InlineData(CatalogState.Pending)]
    [InlineData(CatalogState.Ready)]
    [InlineData(CatalogState.Deleted)]
    public async Task Refuses_a_key_with_another_fingerprint(CatalogState state)
    {
        var first = await ArriveAsync(state, "key");

        var second = await AskAsync(Request("key", takeOver: true, fingerprint: "f2"));

        Assert.Equal(ReserveStatus.Mismatch, second.Status);
        Assert.Null(second.Reservation);
        Assert.Null(second.Item);
        Assert.Null(second.ReceivedSha256);
        Assert.Equal(state != CatalogState.Deleted, await PublishAsync(first) is not null);
    }

    [Theory]
    [InlineData(CatalogState.Deleted)]
    [InlineData(CatalogState.Gone)]
    public async Task Remembers_the_keys_of_deleted_items(CatalogState state)
    {
        await ArriveAsync(state, "key");

        var again = await AskAsync(Request("key", takeOver: true));

        Assert.Equal(ReserveStatus.Gone, again.Status);
        Assert.Null(again.Reservation);
        Assert.Null(again.Item);
    }

    [Fact]
    public async Task Frees_a_key_when_its_tombstone_is_purged()
    {
        await ArriveAsync(CatalogState.Purged, "key");
        var request = Request("key");

        var again = await AskAsync(request);

        Assert.Equal((request.Id, 1), (again.Reservation?.Id, again.Reservation?.Attempt));
    }

    [Theory]
    [InlineData(CatalogState.Abandoned)]
    [InlineData(CatalogState.Expired)]
    [InlineData(CatalogState.AbandonedAndGone)]
    public async Task Grants_the_next_attempt_to_a_key_whose_attempt_failed(CatalogState state)
    {
        var first = await ArriveAsync(state, "key");

        var second = await ReserveAsync("key");

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.Null(await PublishAsync(first));
        Assert.NotNull(await PublishAsync(second));
    }

    [Fact]
    public async Task Keeps_the_keys_of_owners_apart()
    {
        var mine = await AddAsync(key: "key");
        var theirs = await ReserveAsync("key", user: Other);

        Assert.NotEqual(mine.Id, theirs.Id);
        Assert.Equal(ReserveStatus.Replayed, (await AskAsync(Request("key"))).Status);
        Assert.Equal(ReserveStatus.Busy, (await AskAsync(Request("key"), Other)).Status);
    }

    [Fact]
    public async Task Tells_keys_apart_letter_by_letter()
    {
        string[] keys =
        [
            "key", "Key", "key ", "ke\u0301y", "k\u00e9y", "%", "_", "' or 1=1 --", "🔑", new('k', 255), new('k', 254),
        ];

        var reservations = new List<Reservation>();
        foreach (var key in keys)
        {
            reservations.Add(await ReserveAsync(key));
        }

        Assert.Equal(keys.Length, reservations.Select(reservation => reservation.Id).Distinct().Count());
        Assert.All(reservations, reservation => Assert.Equal(1, reservation.Attempt));
    }

    [Fact]
    public async Task Of_reservations_with_one_key_at_once_exactly_one_is_granted()
    {
        var results = await AtOnceAsync(16, _ => AskAsync(Request("key")));

        Assert.Single(results, result => result.Status == ReserveStatus.Granted);
        Assert.Equal(15, results.Count(result => result.Status == ReserveStatus.Busy));
    }
}
