using System.Security.Cryptography;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests put, read, head and delete.</summary>
public abstract class ObjectStoreTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(8 * 1024 * 1024)]
    public async Task Read_returns_the_stored_bytes(int size)
    {
        var location = Locate();
        var bytes = SomeBytes(size);

        var put = await PutAsync(location, bytes);

        var head = await Store.HeadAsync(location, Token);
        Assert.Equal(location, put.Location);
        Assert.Equal(size, put.SizeBytes);
        Assert.NotNull(head);
        Assert.Equal(location, head.Location);
        Assert.Equal(size, head.SizeBytes);
        Assert.Equal(bytes, await ReadAsync(location));
    }

    [Fact]
    public async Task Put_head_and_read_return_the_same_properties()
    {
        var location = Locate();
        var bytes = SomeBytes(100);

        var put = await PutAsync(location, bytes);

        var head = await Store.HeadAsync(location, Token);
        await using var content = await Store.OpenReadAsync(location, new(5, 10), Token);
        Assert.NotNull(head);
        Assert.NotNull(content);
        Assert.Equal(head with { Sha256 = null }, content.Stored with { Sha256 = null });
        Assert.Equal(put.ETag ?? head.ETag, head.ETag);
        Assert.All([put.Sha256, head.Sha256, content.Stored.Sha256], sha256 => Assert.Equal(sha256 ?? Sha256(bytes), Sha256(bytes)));
    }

    [Fact]
    public async Task Store_keeps_an_image_content_type()
    {
        var location = Locate("a.png");

        await PutAsync(location, SomeBytes(10), contentType: "image/png");

        Assert.Equal("image/png", (await Store.HeadAsync(location, Token))!.ContentType);
        await using var content = await Store.OpenReadAsync(location, null, Token);
        Assert.Equal("image/png", content!.Stored.ContentType);
    }

    [Fact]
    public async Task Store_keeps_any_content_type()
    {
        SkipUnlessSupported(ObjectStoreAbilities.KeepsContentType);
        var location = Locate("a.bin");

        await PutAsync(location, SomeBytes(10), contentType: "video/quicktime");

        Assert.Equal("video/quicktime", (await Store.HeadAsync(location, Token))!.ContentType);
    }

    [Fact]
    public async Task Read_and_head_of_an_absent_object_return_null()
    {
        var location = Locate();

        await AssertAbsentAsync(location);
        Assert.Null(await Store.OpenReadAsync(location, new(0, 1), Token));
    }

    [Fact]
    public async Task Delete_removes_the_object()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));

        await Store.DeleteAsync(location, Token);

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Delete_of_an_absent_object_succeeds()
    {
        var location = Locate();

        await Store.DeleteAsync(location, Token);
        await PutAsync(location, SomeBytes(10));
        await Store.DeleteAsync(location, Token);
        await Store.DeleteAsync(location, Token);

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Delete_removes_one_object_only()
    {
        var other = Locate("ab/c.png");
        await PutAsync(other, SomeBytes(10));
        await PutAsync(Locate("ab/c.png.png"), SomeBytes(10));

        await Store.DeleteAsync(Locate("ab/c.png.png"), Token);
        await Store.DeleteAsync(Locate("ab"), Token);
        await Store.DeleteAsync(Locate("ab/c"), Token);

        Assert.Equal(SomeBytes(10), await ReadAsync(other));
    }

    [Fact]
    public async Task Overwrite_replaces_the_object()
    {
        var location = Locate();
        var first = await PutAsync(location, SomeBytes(2000, seed: 1));

        var second = await PutAsync(location, SomeBytes(10, seed: 2), PutMode.Overwrite);

        Assert.Equal(10, second.SizeBytes);
        Assert.Equal(SomeBytes(10, seed: 2), await ReadAsync(location));
        Assert.Equal(10, (await Store.HeadAsync(location, Token))!.SizeBytes);
        Assert.True(first.ETag is null || first.ETag != second.ETag);
    }

    [Fact]
    public async Task Overwrite_creates_an_absent_object()
    {
        var location = Locate();

        await PutAsync(location, SomeBytes(10), PutMode.Overwrite);

        Assert.Equal(SomeBytes(10), await ReadAsync(location));
    }

    [Fact]
    public async Task ETag_changes_with_the_content()
    {
        SkipUnlessSupported(ObjectStoreAbilities.ETags);
        var location = Locate();
        await PutAsync(location, SomeBytes(10, seed: 1));
        var before = (await Store.HeadAsync(location, Token))!.ETag;

        await PutAsync(location, SomeBytes(10, seed: 2), PutMode.Overwrite);

        var after = (await Store.HeadAsync(location, Token))!.ETag;
        Assert.All([before, after], tag => Assert.Matches("^(W/)?\"[^\"]+\"$", tag));
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Buckets_have_separate_keys()
    {
        var first = Locate("a.png", Harness.Bucket);
        var second = Locate("a.png", Harness.OtherBucket);
        await PutAsync(first, SomeBytes(10, seed: 1));

        Assert.Null(await Store.HeadAsync(second, Token));
        await PutAsync(second, SomeBytes(10, seed: 2));
        await Store.DeleteAsync(first, Token);

        await AssertAbsentAsync(first);
        Assert.Equal(SomeBytes(10, seed: 2), await ReadAsync(second));
    }

    [Fact]
    public async Task Objects_are_visible_to_a_second_instance()
    {
        SkipUnlessSupported(ObjectStoreAbilities.SecondInstance);
        var second = await Harness.CreateSecondInstanceAsync(Token);
        var location = Locate();

        await PutAsync(location, SomeBytes(10));
        var seen = await ReadAsync(second, location);
        await second.DeleteAsync(location, Token);

        Assert.Equal(SomeBytes(10), seen);
        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Store_serves_concurrent_callers()
    {
        var locations = Enumerable.Range(0, 32).Select(number => Locate($"{number % 4}/{number}.png")).ToArray();

        await Task.WhenAll(locations.Select((location, number) => Task.Run(() => PutAsync(location, SomeBytes(5000, number)))));

        var read = await Task.WhenAll(locations.Concat(locations).Select(location => Task.Run(() => ReadAsync(location))));
        Assert.All(read.Index(), pair => Assert.Equal(SomeBytes(5000, pair.Index % 32), pair.Item));
    }

    [Fact]
    public async Task Cancellation_is_not_wrapped()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.HeadAsync(location, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenReadAsync(location, null, source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAsync(location, source.Token));

        Assert.Equal(SomeBytes(10), await ReadAsync(location));
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
