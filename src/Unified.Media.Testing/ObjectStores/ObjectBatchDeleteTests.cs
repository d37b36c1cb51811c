using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests the deletion of many objects with one call.</summary>
public abstract partial class ObjectBatchDeleteTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private IObjectBatchDelete Batch { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SkipUnlessSupported(ObjectStoreAbilities.BatchDelete);
        Batch = Store.GetAbility<IObjectBatchDelete>()!;
    }

    [Fact]
    public void Store_has_the_declared_ability()
    {
        Assert.NotNull(Batch);
        Assert.True(Batch.MaxBatchSize > 0);
    }

    [Fact]
    public async Task Batch_deletes_every_object_and_keeps_the_order()
    {
        var locations = await PutManyAsync("c.png", "a.png", "b/a.png", "b.png");

        var results = await DeleteAsync(locations);

        Assert.All(results, AssertGone);
        await AssertAllAbsentAsync(locations);
    }

    [Fact]
    public async Task Batch_reports_an_absent_object_as_gone()
    {
        var stored = await PutManyAsync("a.png", "b.png");
        ObjectLocation[] locations = [stored[0], Locate("never.png"), stored[1], Locate("x/never.png")];

        var results = await DeleteAsync(locations);

        Assert.All(results, AssertGone);
        await AssertAllAbsentAsync(locations);
        Assert.All(await DeleteAsync(locations), AssertGone);
    }

    [Fact]
    public async Task Batch_returns_a_result_per_repeated_location()
    {
        var stored = await PutManyAsync("a.png", "b.png");
        ObjectLocation[] locations = [stored[0], stored[1], stored[0], Locate("never.png"), Locate("never.png")];

        var results = await DeleteAsync(locations);

        Assert.All(results, AssertGone);
        await AssertAllAbsentAsync(locations);
    }

    [Fact]
    public async Task Empty_batch_returns_no_results() => Assert.Empty(await DeleteAsync([]));

    [Fact]
    public async Task Batch_deletes_from_several_buckets()
    {
        ObjectLocation[] locations = [Locate("a.png"), Locate("a.png", Harness.OtherBucket), Locate("b.png")];
        foreach (var location in locations)
        {
            await PutAsync(location, SomeBytes(10));
        }

        var other = Locate("b.png", Harness.OtherBucket);
        await PutAsync(other, SomeBytes(10));

        Assert.All(await DeleteAsync(locations), AssertGone);

        await AssertAllAbsentAsync(locations);
        Assert.NotNull(await Store.HeadAsync(other, Token));
    }

    [Fact]
    public async Task Batches_delete_many_objects()
    {
        var names = Enumerable.Range(0, Harness.BulkObjectCount).Select(number => $"{number % 7}/{number:D5}.png");
        var locations = names.Select(name => Locate(name)).ToArray();
        await Parallel.ForEachAsync(
            locations,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token },
            async (location, _) => await PutAsync(location, SomeBytes(1)));

        foreach (var batch in locations.Chunk(Batch.MaxBatchSize))
        {
            Assert.All(await DeleteAsync(batch), AssertGone);
        }

        await AssertAllAbsentAsync(locations[..5]);
        await AssertAllAbsentAsync(locations[^5..]);
        if (Store.GetAbility<IObjectListing>() is { } listing)
        {
            Assert.Empty(await ListAsync(listing, Harness.Bucket, Prefix));
        }
    }

    [Fact]
    public async Task Concurrent_batches_of_the_same_objects_all_succeed()
    {
        var locations = await PutManyAsync([.. Enumerable.Range(0, 20).Select(number => $"{number}.png")]);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => DeleteAsync(locations))));

        Assert.All(results, batch => Assert.All(batch, AssertGone));
        await AssertAllAbsentAsync(locations);
    }

    [Fact]
    public async Task Cancelled_batch_deletes_nothing()
    {
        var locations = await PutManyAsync("a.png", "b.png");
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Batch.DeleteManyAsync(locations, source.Token));

        foreach (var location in locations)
        {
            Assert.NotNull(await Store.HeadAsync(location, Token));
        }
    }

    [Fact]
    public async Task Key_is_free_after_a_batch_delete()
    {
        var locations = await PutManyAsync("a.png", "b.png");
        await DeleteAsync(locations);

        await PutAsync(locations[0], SomeBytes(20, seed: 2));

        Assert.Equal(SomeBytes(20, seed: 2), await ReadAsync(locations[0]));
    }

    private async Task<ObjectLocation[]> PutManyAsync(params string[] names)
    {
        var locations = names.Select(name => Locate(name)).ToArray();
        foreach (var location in locations)
        {
            await PutAsync(location, SomeBytes(10));
        }

        return locations;
    }

    private async Task<IReadOnlyList<ObjectDeleteResult>> DeleteAsync(IReadOnlyList<ObjectLocation> locations)
    {
        var results = await Batch.DeleteManyAsync(locations, Token);
        Assert.Equal(locations, results.Select(result => result.Location));
        return results;
    }

    private async Task AssertAllAbsentAsync(IEnumerable<ObjectLocation> locations)
    {
        foreach (var location in locations)
        {
            Assert.Null(await Store.HeadAsync(location, Token));
        }
    }

    private static void AssertGone(ObjectDeleteResult result) => Assert.True(result.IsGone, $"{result.Location}: {result.Error}");

    private static void AssertGoneOrRejected(ObjectDeleteResult result) => Assert.True(
        result.Error is null or MediaProviderException { Code: MediaErrorCode.InvalidKey, OutcomeUnknown: false }, $"{result.Error}");
}
