using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

public sealed class BoxReadingTests
{
    private const long FiveGibibytes = 5L << 30;

    [Fact]
    public async Task Video_of_five_gibibytes_needs_a_few_reads()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = Join(Ftyp("isom"), LargeLie("mdat", (ulong)FiveGibibytes));
        var movie = new MovieSample { ChunkOffset = 100, Mdat = [] }.Build()[Ftyp("isom", "mp41").Length..];
        using var stream = new SparseStream(start, start.Length - 16 + FiveGibibytes, movie);

        var content = new SeekableContent(stream, 0, stream.Length);
        var properties = await MediaFormat.Mp4.ReadHeaderAsync(content, cancellationToken);
        Assert.Equal((320, 180), (properties.Width, properties.Height));
        Assert.InRange(content.BytesRead, 1, 16 * 1024);

        var again = new SeekableContent(stream, 0, stream.Length);
        var scan = await MediaFormat.ScanAsync(properties, again, stripMetadata: true, cancellationToken);
        Assert.Equal(stream.Length, scan.Length);
        Assert.InRange(again.BytesRead, 1, 64 * 1024);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1_000_000)]
    public async Task Index_with_long_tables_is_read_in_parts(int tableLength)
    {
        var movie = new MovieSample { InMedia = Box("free", new byte[tableLength]), InMoov = Box("free", new byte[tableLength]) }.Build();
        var content = new SeekableContent(new MemoryStream(movie), 0, movie.Length);

        await MediaFormat.Mp4.ReadHeaderAsync(content, TestContext.Current.CancellationToken);

        Assert.InRange(content.BytesRead, 1, 16 * 1024);
    }

    [Fact]
    public async Task Hostile_offsets_stay_within_the_budget()
    {
        var jumps = Join([.. Enumerable.Repeat(Box("free", new byte[5_000]), 2_000)]);
        var movie = new MovieSample { BeforeMoov = jumps }.Build();
        var content = new SeekableContent(new MemoryStream(movie), 0, movie.Length);

        var refusal = await Assert.ThrowsAsync<MediaFormatException>(
            async () => await MediaFormat.Mp4.ReadHeaderAsync(content, TestContext.Current.CancellationToken));

        Assert.Equal(RejectionCode.Malformed, refusal.Code);
        Assert.InRange(content.BytesRead, 1, ByteWindow.MaxHeaderBytes);
    }

    /// <summary>A stream with a start, zeros and an end, for files that are too long to create.</summary>
    private sealed class SparseStream(byte[] start, long endOffset, byte[] end) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => endOffset + end.Length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, Length - Position);
            for (var i = 0; i < read; i++, Position++)
            {
                buffer[offset + i] = Position < start.Length ? start[Position] : Position < endOffset ? (byte)0 : end[Position - endOffset];
            }

            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
