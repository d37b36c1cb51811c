using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests the keys of batch deletes: a batch deletes exactly the given keys.</summary>
public abstract partial class ObjectBatchDeleteTests<THarness>
{
    [Fact]
    public async Task Batch_never_treats_a_key_as_a_prefix()
    {
        var stored = await PutManyAsync("ab", "ab.png", "abc/d.png", "b/ab");

        Assert.All(await DeleteAsync([stored[0], Locate("b"), Locate("a")]), AssertGone);

        await AssertAllAbsentAsync([stored[0]]);
        foreach (var other in stored[1..])
        {
            Assert.NotNull(await Store.HeadAsync(other, Token));
        }
    }

    [Theory]
    [InlineData("x/../a.png")]
    [InlineData("./a.png")]
    [InlineData("x//../a.png")]
    [InlineData("a%2Epng")]
    [InlineData("A.png")]
    [InlineData("a.png ")]
    [InlineData("a.png/")]
    [InlineData("a.png?b")]
    [InlineData("*.png")]
    [InlineData("a_png")]
    public async Task Batch_never_deletes_an_alias_of_a_key(string alias)
    {
        var stored = await PutManyAsync("a.png", "b.png");

        var results = await DeleteAsync([Locate(alias), stored[1]]);

        AssertGoneOrRejected(results[0]);
        AssertGone(results[1]);
        Assert.Equal(SomeBytes(10), await ReadAsync(stored[0]));
        await AssertAllAbsentAsync([stored[1]]);
    }

    [Fact]
    public async Task Batch_deletes_every_portable_key()
    {
        ObjectLocation[] locations =
        [
            .. EdgeCaseKeys.Portable.Select(key =>
                key.Length > 900 ? TrackForCleanup(new(Harness.Bucket, Prefix + key[Prefix.Length..])) : Locate(key)),
        ];
        foreach (var location in locations)
        {
            await PutAsync(location, SomeBytes(10));
        }

        foreach (var batch in locations.Chunk(Batch.MaxBatchSize))
        {
            Assert.All(await DeleteAsync(batch), AssertGone);
        }

        await AssertAllAbsentAsync(locations);
    }

    [Fact]
    public async Task Batch_deletes_the_rest_when_it_rejects_a_key()
    {
        var stored = await PutManyAsync("a.png", "b.png");
        ObjectLocation[] rejectableLocations =
        [
            .. EdgeCaseKeys.NonPortable.Select(key => Locate(key)),
            .. EdgeCaseKeys.PathTraversal.Select(key => TrackForCleanup(new(Harness.Bucket, key))),
        ];

        foreach (var chunk in rejectableLocations.Chunk(Math.Max(1, Batch.MaxBatchSize - stored.Length)))
        {
            foreach (var location in stored)
            {
                await PutAsync(location, SomeBytes(10), PutMode.Overwrite);
            }

            var results = await DeleteAsync([stored[0], .. chunk, stored[1]]);

            AssertGone(results[0]);
            AssertGone(results[^1]);
            Assert.All(results, AssertGoneOrRejected);
            await AssertAllAbsentAsync(stored);
        }

        await Harness.AssertNothingOutsideAsync(Token);
    }
}
