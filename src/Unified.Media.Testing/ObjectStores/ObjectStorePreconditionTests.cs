using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests puts with <c>PutMode.CreateNew</c>, which reject an existing key.</summary>
public abstract class ObjectStorePreconditionTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    [InlineData(3000)]
    public async Task Create_rejects_an_existing_key_and_keeps_the_object(int size)
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10, seed: 1));
        var before = await Store.HeadAsync(location, Token);

        var rejected = await Assert.ThrowsAsync<MediaConflictException>(() => PutAsync(location, SomeBytes(size, seed: 2)));

        Assert.Equal(MediaErrorCode.Conflict, rejected.Code);
        Assert.Equal(SomeBytes(10, seed: 1), await ReadAsync(location));
        Assert.Equal(before!.ETag, (await Store.HeadAsync(location, Token))!.ETag);
    }

    [Fact]
    public async Task Create_rejects_an_existing_key_with_the_same_bytes()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));

        await Assert.ThrowsAsync<MediaConflictException>(() => PutAsync(location, SomeBytes(10)));
    }

    [Fact]
    public async Task Create_rejects_an_existing_empty_object()
    {
        var location = Locate();
        await PutAsync(location, []);

        await Assert.ThrowsAsync<MediaConflictException>(() => PutAsync(location, SomeBytes(10)));

        Assert.Equal(Array.Empty<byte>(), await ReadAsync(location));
    }

    [Fact]
    public async Task Create_succeeds_after_a_delete()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10, seed: 1));
        await Store.DeleteAsync(location, Token);

        await PutAsync(location, SomeBytes(10, seed: 2));

        Assert.Equal(SomeBytes(10, seed: 2), await ReadAsync(location));
    }

    [Fact]
    public async Task Concurrent_creates_of_one_key_allow_exactly_one()
    {
        SkipUnlessSupported(ObjectStoreAbilities.AtomicCreate);
        for (var round = 0; round < 8; round++)
        {
            await RaceAsync(Locate($"{round}.png"), Store, Store);
        }
    }

    [Fact]
    public async Task Concurrent_creates_by_two_instances_allow_exactly_one()
    {
        SkipUnlessSupported(ObjectStoreAbilities.AtomicCreate | ObjectStoreAbilities.SecondInstance);
        var second = await Harness.CreateSecondInstanceAsync(Token);
        for (var round = 0; round < 8; round++)
        {
            await RaceAsync(Locate($"{round}.png"), Store, second);
        }
    }

    // Every body pauses before its last bytes until all puts have started. A store whose check and write are not atomic fails.
    private static async Task RaceAsync(ObjectLocation location, params IObjectStore[] stores)
    {
        const int Puts = 16;
        var started = 0;
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Puts).Select(put => Task.Run(async () =>
        {
            try
            {
                await stores[put % stores.Length].PutAsync(location, new(100, Open), new() { ContentType = "image/png" }, Token);
                return (int?)put;
            }
            catch (MediaConflictException)
            {
                return null;
            }

            ValueTask<Stream> Open(CancellationToken cancellationToken)
            {
                if (Interlocked.Increment(ref started) == Puts)
                {
                    resume.TrySetResult();
                }

                // A store may reject a put before it opens the body, so the other puts wait for at most 50 ms.
                var allStartedOrTimeout = Task.WhenAny(resume.Task, Task.Delay(50, cancellationToken));
                return ValueTask.FromResult(EdgeCaseStreams.WaitingAfter(SomeBytes(100, put), 90, new(), allStartedOrTimeout));
            }
        })));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        foreach (var store in stores)
        {
            Assert.Equal(SomeBytes(100, winner!.Value), await ReadAsync(store, location));
        }
    }
}
