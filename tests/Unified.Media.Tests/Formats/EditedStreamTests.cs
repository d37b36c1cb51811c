namespace Unified.Media.Tests;

public sealed class EditedStreamTests
{
    private static readonly byte[] Source = [.. Enumerable.Range(0, 100).Select(value => (byte)value)];

    private static readonly ContentPiece[] Pieces =
        [ContentPiece.Source(90, 10), ContentPiece.Zeros(3), ContentPiece.Bytes(new byte[] { 7, 8 }), ContentPiece.Source(0, 4)];

    private static readonly byte[] Expected = [.. Source[90..], 0, 0, 0, 7, 8, .. Source[..4]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task Edited_stream_reads_pieces_in_order_with_any_buffer(int bufferLength)
    {
        await using var stream = new EditedStream(ContentInMemory.Open(Source), Pieces);
        using var read = new MemoryStream();

        await stream.CopyToAsync(read, bufferLength, Token);

        Assert.Equal(Expected, read.ToArray());
        Assert.Equal((Expected.Length, Expected.Length), (stream.Length, stream.Position));
        Assert.Equal(0, await stream.ReadAsync(new byte[10], Token));
    }

    [Fact]
    public async Task Edited_stream_overwrites_the_whole_buffer()
    {
        await using var stream = new EditedStream(ContentInMemory.Open(Source), [ContentPiece.Zeros(4)]);
        byte[] buffer = [9, 9, 9, 9, 9];

        Assert.Equal(4, await stream.ReadAsync(buffer.AsMemory(0, 5), Token));
        Assert.Equal([0, 0, 0, 0, 9], buffer);
    }

    [Fact]
    public async Task Edited_stream_leaves_the_source_open()
    {
        using var source = new MemoryStream(Source);
        await using (new EditedStream(new(source, 0, 100), Pieces))
        {
        }

        Assert.Equal(0, source.ReadByte());
    }

    [Fact]
    public async Task Edited_stream_fails_when_the_source_shrinks()
    {
        await using var stream = new EditedStream(new(new MemoryStream(Source), 0, 200), [ContentPiece.Source(90, 50)]);

        await Assert.ThrowsAsync<MediaRejectedException>(async () => await stream.ReadExactlyAsync(new byte[50], Token));
    }

    [Fact]
    public async Task Edited_stream_is_forward_only()
    {
        await using var stream = new EditedStream(ContentInMemory.Open(Source), Pieces);

        Assert.Equal((true, false, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
    }
}
