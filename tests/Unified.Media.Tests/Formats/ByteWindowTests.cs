namespace Unified.Media.Tests;

public sealed class ByteWindowTests
{
    private static readonly byte[] Bytes = ByteOrder.Noise(600_000, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Window_returns_bytes_at_any_offset()
    {
        using var window = ByteWindow.ForContent(ContentInMemory.Open(Bytes), MediaFormat.Png);
        var random = new Random(5);
        for (var round = 0; round < 2_000; round++)
        {
            var count = random.Next(1, round % 10 == 0 ? window.Capacity : 300);
            var offset = round % 3 == 0 ? random.Next(Bytes.Length - count) : Math.Min(round * 200, Bytes.Length - count);

            await window.EnsureLoadedAsync(offset, count, Token);

            Assert.True(window.Read(offset, count).SequenceEqual(Bytes.AsSpan(offset, count)));
            Assert.True(window.ReadFrom(offset).SequenceEqual(Bytes.AsSpan(offset, window.ReadFrom(offset).Length)));
        }
    }

    [Fact]
    public async Task Window_reads_every_byte_once_during_a_sequential_walk()
    {
        var content = ContentInMemory.Open(Bytes);
        using var window = ByteWindow.ForContent(content, MediaFormat.Png);

        for (var offset = 0; offset < Bytes.Length - 100; offset += 70)
        {
            await window.EnsureLoadedAsync(offset, 100, Token);
        }

        Assert.InRange(content.BytesRead, Bytes.Length - 100, Bytes.Length);
    }

    [Fact]
    public async Task Window_reads_few_bytes_after_a_jump()
    {
        var content = ContentInMemory.Open(Bytes);
        using var window = ByteWindow.ForHeader(content, MediaFormat.Png);

        await window.EnsureLoadedAsync(0, 8, Token);
        await window.EnsureLoadedAsync(500_000, 8, Token);

        Assert.Equal(4_096 + 1_024, content.BytesRead);
    }

    [Fact]
    public async Task Bytes_beyond_the_end_are_truncated_content()
    {
        using var window = ByteWindow.ForHeader(ContentInMemory.Open(Bytes), MediaFormat.Png);

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(async () => await window.EnsureLoadedAsync(Bytes.Length - 7, 8, Token));

        Assert.Equal(RejectionCode.Truncated, rejected.Code);
        Assert.False(await window.TryLoadAsync(long.MaxValue, 1, Token));
        Assert.True(await window.TryLoadAsync(Bytes.Length - 8, 8, Token));
    }

    [Fact]
    public async Task Stream_shorter_than_declared_is_truncated_content()
    {
        using var window = ByteWindow.ForHeader(new(new MemoryStream(Bytes, 0, 10), 0, 1_000), MediaFormat.Png);

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(async () => await window.EnsureLoadedAsync(5, 8, Token));

        Assert.Equal(RejectionCode.Truncated, rejected.Code);
    }

    [Fact]
    public async Task Header_window_enforces_its_budget()
    {
        var content = ContentInMemory.Open(Bytes);
        using var window = ByteWindow.ForHeader(content, MediaFormat.Png);

        var rejected = await Assert.ThrowsAsync<MediaFormatException>(async () =>
        {
            for (var offset = 0; ; offset += 1_000)
            {
                await window.EnsureLoadedAsync(offset, 1_000, Token);
            }
        });

        Assert.Equal(RejectionCode.Malformed, rejected.Code);
        Assert.Equal(ByteWindow.MaxHeaderBytes, content.BytesRead);
    }

    [Fact]
    public void Content_has_one_open_window_at_a_time()
    {
        var content = ContentInMemory.Open(Bytes);
        using (ByteWindow.ForHeader(content, MediaFormat.Png))
        {
            Assert.Throws<InvalidOperationException>(() => ByteWindow.ForContent(content, MediaFormat.Png));
        }

        using var again = ByteWindow.ForContent(content, MediaFormat.Png);

        Assert.False(again.IsLoaded(0, 1));
    }
}
