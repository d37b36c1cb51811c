using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests keys that every store accepts, keys that a store may reject, and keys that resemble path traversal.</summary>
public abstract class ObjectStoreKeyTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    public static TheoryData<int> PortableKeys => [.. Enumerable.Range(0, EdgeCaseKeys.Portable.Count)];

    public static TheoryData<int> NonPortableKeys => [.. Enumerable.Range(0, EdgeCaseKeys.NonPortable.Count)];

    public static TheoryData<int> PathTraversalKeys => [.. Enumerable.Range(0, EdgeCaseKeys.PathTraversal.Count)];

    public static TheoryData<int> PathTraversalBuckets => [.. Enumerable.Range(0, EdgeCaseKeys.PathTraversalBuckets.Count)];

    // The tests receive the index of a key, because many keys are not valid in test names.
    [Theory]
    [MemberData(nameof(PortableKeys))]
    public async Task Store_accepts_every_portable_key(int number)
    {
        var key = EdgeCaseKeys.Portable[number];
        var location = key.Length > 900 ? TrackForCleanup(new(Harness.Bucket, Prefix + key[Prefix.Length..])) : Locate(key);

        Assert.True(await AcceptsAsync(location));
    }

    [Theory]
    [MemberData(nameof(NonPortableKeys))]
    public async Task Store_keeps_a_nonportable_key_exactly_or_rejects_it(int number)
    {
        await AcceptsAsync(Locate(EdgeCaseKeys.NonPortable[number]));

        await Harness.AssertNothingOutsideAsync(Token);
    }

    [Theory]
    [MemberData(nameof(PathTraversalKeys))]
    public async Task Key_cannot_escape_the_store(int number)
    {
        var key = EdgeCaseKeys.PathTraversal[number];

        await AcceptsAsync(TrackForCleanup(new(Harness.Bucket, key)));
        await AcceptsAsync(Locate(key));

        await Harness.AssertNothingOutsideAsync(Token);
    }

    [Theory]
    [MemberData(nameof(PathTraversalBuckets))]
    public async Task Bucket_name_cannot_escape_the_store(int number)
    {
        await AcceptsAsync(Locate("a.png", EdgeCaseKeys.PathTraversalBuckets[number]));

        await Harness.AssertNothingOutsideAsync(Token);
    }

    [Theory]
    [InlineData("x/../a.png", "a.png")]
    [InlineData("./a.png", "a.png")]
    [InlineData("x//a.png", "x/a.png")]
    [InlineData("a.png/", "a.png")]
    [InlineData("x\\a.png", "x/a.png")]
    [InlineData("a%2Epng", "a.png")]
    [InlineData("x%2Fa.png", "x/a.png")]
    [InlineData("a.png?b", "a.png")]
    [InlineData("a.png#b", "a.png")]
    [InlineData("A.png", "a.png")]
    [InlineData("X/a.png", "x/a.png")]
    [InlineData("a+b.png", "a b.png")]
    [InlineData("a.png ", "a.png")]
    [InlineData("a.png.", "a.png")]
    [InlineData("a.png\0b", "a.png")]
    public async Task Store_never_normalizes_a_key(string alias, string key)
    {
        var target = Locate(key);
        var other = Locate(alias);
        await NullIfRejectedAsync(() => PutAsync(target, SomeBytes(10, seed: 1)));
        var before = await NullIfRejectedAsync(() => ReadAsync(target));

        Assert.Null(await NullIfRejectedAsync(() => ReadAsync(other)));
        await NullIfRejectedAsync(() => PutAsync(other, SomeBytes(10, seed: 2), PutMode.Overwrite));
        Assert.Equal(before, await NullIfRejectedAsync(() => ReadAsync(target)));
        await NullIfRejectedAsync(() => DeleteAsync(other));
        Assert.Equal(before, await NullIfRejectedAsync(() => ReadAsync(target)));
    }

    [Fact]
    public async Task Put_rejects_a_key_before_opening_the_body()
    {
        foreach (var key in EdgeCaseKeys.PathTraversal)
        {
            var opened = false;
            var body = new ObjectBody(1, _ =>
            {
                opened = true;
                return ValueTask.FromResult(EdgeCaseStreams.NonSeekable(SomeBytes(1)));
            });

            var location = TrackForCleanup(new(Harness.Bucket, key));
            var rejection = await Record.ExceptionAsync(() => Store.PutAsync(location, body, new() { ContentType = "image/png" }, Token));

            Assert.False(rejection is not null && opened, $"The body was opened for a rejected key: {rejection}");
        }
    }

    private async Task<bool> AcceptsAsync(ObjectLocation location)
    {
        var before = await NullIfRejectedAsync(() => ReadAsync(location));
        Assert.Null(before);
        var put = await NullIfRejectedAsync(() => PutAsync(location, SomeBytes(10)));
        if (put is null)
        {
            Assert.Null(await NullIfRejectedAsync(() => ReadAsync(location)));
            return false;
        }

        Assert.Equal(location, put.Location);
        Assert.Equal(SomeBytes(10), await ReadAsync(location));
        Assert.Equal(location, (await Store.HeadAsync(location, Token))!.Location);
        if (Store.GetAbility<IObjectListing>() is { } listing)
        {
            Assert.Contains(location, await ListAsync(listing, location.Bucket, location.Key));
        }

        await Store.DeleteAsync(location, Token);
        Assert.Null(await Store.HeadAsync(location, Token));
        return true;
    }

    private async Task<object?> DeleteAsync(ObjectLocation location)
    {
        await Store.DeleteAsync(location, Token);
        return null;
    }

    private static async Task<T?> NullIfRejectedAsync<T>(Func<Task<T>> call)
        where T : class?
    {
        try
        {
            return await call();
        }
        catch (MediaProviderException rejected) when (rejected.Code == MediaErrorCode.InvalidKey)
        {
            Assert.False(rejected.OutcomeUnknown);
            return null;
        }
    }
}
