using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests repeated reservations with idempotency keys.</summary>
public abstract class MediaCatalogIdempotencyTests<THarness> : MediaCatalogSuite<THarness>
    where THarness : MediaCatalogHarness, new()
{
    [Fact]
    public async Task Conflict_does_not_consume_the_key()
    {
        var existing = await ReserveAsync();
        await Assert.ThrowsAsync<MediaConflictException>(() => TryReserveAsync(Request("key") with { Id = existing.Id }));

        Assert.Equal(1, (await ReserveAsync("key")).Attempt);
    }

    [Fact]
    public async Task Repeated_key_returns_the_published_item()
    {
        var reservation = await ReserveAsync("key");
        var item = await PublishAsync(reservation, receivedSha256: Sha('e'));

        var repeatedResult = await TryReserveAsync(Request("key", takeOver: true));

        Assert.Equal(ReserveStatus.Replayed, repeatedResult.Status);
        Assert.Null(repeatedResult.Reservation);
        Assert.Equal(Sha('e'), repeatedResult.ReceivedSha256);
        AssertSame(item, repeatedResult.Item);
    }

    [Fact]
    public async Task Repeated_key_returns_the_current_item()
    {
        var item = await AddAsync(key: "key");
        Time.Advance(TimeSpan.FromDays(40));
        var changed = await Catalog.UpdateAsync(Owner, CreateUpdate(item, CreateMetadata("new title"), updatedAt: Time.GetUtcNow()), Token);

        var repeatedResult = await TryReserveAsync(Request("key"));

        AssertSame(changed, repeatedResult.Item);
    }

    [Theory]
    [InlineData(AttemptState.Pending)]
    [InlineData(AttemptState.Ready)]
    [InlineData(AttemptState.Deleted)]
    public async Task Repeated_key_with_another_fingerprint_is_a_mismatch(AttemptState state)
    {
        var first = await CreateInStateAsync(state, "key");

        var second = await TryReserveAsync(Request("key", takeOver: true, fingerprint: "f2"));

        Assert.Equal(ReserveStatus.Mismatch, second.Status);
        Assert.Null(second.Reservation);
        Assert.Null(second.Item);
        Assert.Null(second.ReceivedSha256);
        Assert.Equal(state != AttemptState.Deleted, await PublishAsync(first) is not null);
    }

    [Theory]
    [InlineData(AttemptState.Deleted)]
    [InlineData(AttemptState.Gone)]
    public async Task Key_of_a_deleted_item_is_gone(AttemptState state)
    {
        await CreateInStateAsync(state, "key");

        var repeatedResult = await TryReserveAsync(Request("key", takeOver: true));

        Assert.Equal(ReserveStatus.Gone, repeatedResult.Status);
        Assert.Null(repeatedResult.Reservation);
        Assert.Null(repeatedResult.Item);
    }

    [Fact]
    public async Task Key_is_free_after_its_tombstone_is_purged()
    {
        await CreateInStateAsync(AttemptState.Purged, "key");
        var request = Request("key");

        var repeatedResult = await TryReserveAsync(request);

        Assert.Equal((request.Id, 1), (repeatedResult.Reservation?.Id, repeatedResult.Reservation?.Attempt));
    }

    [Theory]
    [InlineData(AttemptState.Abandoned)]
    [InlineData(AttemptState.ExpiredAndClaimed)]
    [InlineData(AttemptState.AbandonedAndGone)]
    public async Task Key_of_a_failed_attempt_gets_the_next_attempt(AttemptState state)
    {
        var first = await CreateInStateAsync(state, "key");

        var second = await ReserveAsync("key");

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.Null(await PublishAsync(first));
        Assert.NotNull(await PublishAsync(second));
    }

    [Fact]
    public async Task Owners_have_separate_keys()
    {
        var item = await AddAsync(key: "key");
        var otherReservation = await ReserveAsync("key", user: Other);

        Assert.NotEqual(item.Id, otherReservation.Id);
        Assert.Equal(ReserveStatus.Replayed, (await TryReserveAsync(Request("key"))).Status);
        Assert.Equal(ReserveStatus.Busy, (await TryReserveAsync(Request("key"), Other)).Status);
    }

    [Fact]
    public async Task Keys_are_compared_ordinally()
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
    public async Task Concurrent_reservations_of_one_key_grant_exactly_one()
    {
        var results = await RunConcurrentlyAsync(16, _ => TryReserveAsync(Request("key")));

        Assert.Single(results, result => result.Status == ReserveStatus.Granted);
        Assert.Equal(15, results.Count(result => result.Status == ReserveStatus.Busy));
    }
}
