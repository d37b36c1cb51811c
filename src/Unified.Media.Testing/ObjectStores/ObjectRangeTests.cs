namespace Unified.Media.Testing;

/// <summary>Tests range reads.</summary>
public abstract class ObjectRangeTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private const int Size = 1000;

    [Theory]
    [InlineData(0, null, 1000)]
    [InlineData(0, 1L, 1)]
    [InlineData(0, 1000L, 1000)]
    [InlineData(0, 1001L, 1000)]
    [InlineData(1, null, 999)]
    [InlineData(500, 1L, 1)]
    [InlineData(500, 499L, 499)]
    [InlineData(500, 500L, 500)]
    [InlineData(500, 501L, 500)]
    [InlineData(500, long.MaxValue, 500)]
    [InlineData(999, null, 1)]
    [InlineData(999, 1L, 1)]
    [InlineData(999, 50L, 1)]
    public async Task Range_returns_the_requested_bytes(int offset, long? length, int expected)
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(Size));

        await using var content = await Store.OpenReadAsync(location, new(offset, length), Token);

        Assert.NotNull(content);
        Assert.Equal(new ByteRange(offset, expected), content.Range);
        Assert.Equal(Size, content.Stored.SizeBytes);
        Assert.Equal(SomeBytes(Size)[offset..(offset + expected)], await ReadAsync(location, new(offset, length)));
    }

    [Theory]
    [InlineData(1000L, null)]
    [InlineData(1000L, 1L)]
    [InlineData(1001L, null)]
    [InlineData(long.MaxValue, null)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task Range_beyond_the_end_returns_null(long offset, long? length)
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(Size));

        await using var content = await Store.OpenReadAsync(location, new(offset, length), Token);

        Assert.Null(content);
    }

    [Fact]
    public async Task Read_without_a_range_returns_the_whole_object()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(Size));

        await using var content = await Store.OpenReadAsync(location, null, Token);

        Assert.Equal(new ByteRange(0, Size), content!.Range);
    }

    [Fact]
    public async Task Empty_object_opens_from_offset_zero_only()
    {
        var location = Locate();
        await PutAsync(location, []);

        Assert.Equal(Array.Empty<byte>(), await ReadAsync(location));
        Assert.Equal(Array.Empty<byte>(), await ReadAsync(location, new(0)));
        Assert.Equal(Array.Empty<byte>(), await ReadAsync(location, new(0, 10)));
        Assert.Null(await ReadAsync(location, new(1)));
    }
}
