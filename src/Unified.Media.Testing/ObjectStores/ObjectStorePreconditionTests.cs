using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Creation that refuses an existing key.</summary>
public abstract class ObjectStorePreconditionTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    [InlineData(3000)]
    public async Task Refuses_an_existing_key_and_leaves_the_object_alone(int size)
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10, seed: 1));
        var before = await Store.HeadAsync(location, Cancel);

        var refused = await Assert.ThrowsAsync<MediaConflictException>(() => PutAsync(location, SomeBytes(size, seed: 2)));

        Assert.Equal(MediaErrorCode.Conflict, refused.Code);
        Assert.Equal(SomeBytes(10, seed: 1), await ReadAsync(location));
        Assert.Equal(before!.ETag, (await Store.HeadAsync(location, Cancel))!.ETag);
    }

    [Fact]
    public async Task Refuses_an_existing_key_also_for_the_same_bytes()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));

        await Assert.ThrowsAsync<MediaConflictException>(() => PutAsync(location, SomeBytes(10)));
    }

    [Fact]
    public async Task Refuses_an_existing_empty_object()
    {
        var location = Locate();
        await PutAsync(location, []);

        await Assert.ThrowsAsync<MediaConflictException>(() => PutAsync(location, SomeBytes(10)));

        Assert.Equal(Array.Empty<byte>(), await ReadAsync(location));
    }

    [Fact]
    public async Task Creates_again_after_a_deletion()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10, seed: 1));
        await Store.DeleteAsync(location, Cancel);

        await PutAsync(location, SomeBytes(10, seed: 2));

        Assert.Equal(SomeBytes(10, seed: 2), await ReadAsync(location));
    }

    [Fact]
    public async Task Of_sixteen_creations_at_once_exactly_one_succeeds()
    {
        Needs(ObjectStoreAbilities.AtomicCreate);
        for (var round = 0; round < 8; round++)
        {
            await RaceAsync(Locate($"{round}.png"), Store, Store);
        }
    }

    [Fact]
    public async Task Of_creations_by_two_instances_exactly_one_succeeds()
    {
        Needs(ObjectStoreAbilities.AtomicCreate | ObjectStoreAbilities.Sharing);
        var second = await Harness.CreateSecondAsync(Cancel);
        for (var round = 0; round < 8; round++)
        {
            await RaceAsync(Locate($"{round}.png"), Store, second);
        }
    }

    // Every body waits before its last bytes until all have begun, so a store that looks first and writes later is found out.
    private static async Task RaceAsync(ObjectLocation location, params IObjectStore[] stores)
    {
        const int Racers = 16;
        var begun = 0;
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Racers).Select(racer => Task.Run(async () =>
        {
            try
            {
                await stores[racer % stores.Length].PutAsync(location, new(100, Open), new("image/png"), Cancel);
                return (int?)racer;
            }
            catch (MediaConflictException)
            {
                return null;
            }

            ValueTask<Stream> Open(CancellationToken cancellationToken)
            {
                if (Interlocked.Increment(ref begun) == Racers)
                {
                    goOn.TrySetResult();
                }

                // A store may refuse some racers before it opens their bodies: then nobody waits for these.
                var patience = Task.WhenAny(goOn.Task, Task.Delay(50, cancellationToken));
                return ValueTask.FromResult(AwkwardStreams.WaitingAfter(SomeBytes(100, racer), 90, new(), patience));
            }
        })));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        foreach (var store in stores)
        {
            Assert.Equal(SomeBytes(100, winner!.Value), await ReadAsync(store, location));
        }
    }
}
