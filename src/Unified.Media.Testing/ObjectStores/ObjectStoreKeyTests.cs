using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Keys: those that every store holds, those that it holds or refuses, and those that must not lead elsewhere.</summary>
public abstract class ObjectStoreKeyTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    public static TheoryData<int> PortableKeys => [.. Enumerable.Range(0, AwkwardKeys.Portable.Count)];

    public static TheoryData<int> ForeignKeys => [.. Enumerable.Range(0, AwkwardKeys.Foreign.Count)];

    public static TheoryData<int> ForbiddenKeys => [.. Enumerable.Range(0, AwkwardKeys.Forbidden.Count)];

    public static TheoryData<int> ForbiddenBuckets => [.. Enumerable.Range(0, AwkwardKeys.ForbiddenBuckets.Count)];

    // Rows are numbers, because many of these keys break the names of tests.
    [Theory]
    [MemberData(nameof(PortableKeys))]
    public async Task Holds_every_portable_key(int number)
    {
        var key = AwkwardKeys.Portable[number];
        var location = key.Length > 900 ? Touch(new(Harness.Bucket, Prefix + key[Prefix.Length..])) : Locate(key);

        Assert.True(await HoldsAsync(location));
    }

    [Theory]
    [MemberData(nameof(ForeignKeys))]
    public async Task Holds_a_foreign_key_exactly_or_refuses_it(int number)
    {
        await HoldsAsync(Locate(AwkwardKeys.Foreign[number]));

        await Harness.AssertContainedAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(ForbiddenKeys))]
    public async Task Never_leaves_its_place_through_a_key(int number)
    {
        var key = AwkwardKeys.Forbidden[number];

        await HoldsAsync(Touch(new(Harness.Bucket, key)));
        await HoldsAsync(Locate(key));

        await Harness.AssertContainedAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(ForbiddenBuckets))]
    public async Task Never_leaves_its_place_through_a_bucket(int number)
    {
        await HoldsAsync(Locate("a.png", AwkwardKeys.ForbiddenBuckets[number]));

        await Harness.AssertContainedAsync(Cancel);
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
    public async Task Takes_no_key_for_another(string alias, string key)
    {
        var target = Locate(key);
        var twin = Locate(alias);
        await RefusableAsync(() => PutAsync(target, SomeBytes(10, seed: 1)));
        var before = await RefusableAsync(() => ReadAsync(target));

        Assert.Null(await RefusableAsync(() => ReadAsync(twin)));
        await RefusableAsync(() => PutAsync(twin, SomeBytes(10, seed: 2), PutMode.Overwrite));
        Assert.Equal(before, await RefusableAsync(() => ReadAsync(target)));
        await RefusableAsync(() => DeleteAsync(twin));
        Assert.Equal(before, await RefusableAsync(() => ReadAsync(target)));
    }

    [Fact]
    public async Task Refuses_a_key_before_it_opens_the_body()
    {
        foreach (var key in AwkwardKeys.Forbidden)
        {
            var opened = false;
            var body = new ObjectBody(1, _ =>
            {
                opened = true;
                return ValueTask.FromResult(AwkwardStreams.Unseekable(SomeBytes(1)));
            });

            var location = Touch(new(Harness.Bucket, key));
            var refusal = await Record.ExceptionAsync(() => Store.PutAsync(location, body, new("image/png"), Cancel));

            Assert.False(refusal is not null && opened, $"The body was opened for a key that was refused: {refusal}");
        }
    }

    private async Task<bool> HoldsAsync(ObjectLocation location)
    {
        var before = await RefusableAsync(() => ReadAsync(location));
        Assert.Null(before);
        var put = await RefusableAsync(() => PutAsync(location, SomeBytes(10)));
        if (put is null)
        {
            Assert.Null(await RefusableAsync(() => ReadAsync(location)));
            return false;
        }

        Assert.Equal(location, put.Location);
        Assert.Equal(SomeBytes(10), await ReadAsync(location));
        Assert.Equal(location, (await Store.HeadAsync(location, Cancel))!.Location);
        if (Store.GetAbility<IObjectListing>() is { } listing)
        {
            Assert.Contains(location, await ListAsync(listing, location.Bucket, location.Key));
        }

        await Store.DeleteAsync(location, Cancel);
        Assert.Null(await Store.HeadAsync(location, Cancel));
        return true;
    }

    private async Task<object?> DeleteAsync(ObjectLocation location)
    {
        await Store.DeleteAsync(location, Cancel);
        return null;
    }

    private static async Task<T?> RefusableAsync<T>(Func<Task<T>> call)
        where T : class?
    {
        try
        {
            return await call();
        }
        catch (MediaProviderException refused) when (refused.Code == MediaErrorCode.InvalidKey)
        {
            Assert.False(refused.OutcomeUnknown);
            return null;
        }
    }
}
