using System.Buffers.Binary;

namespace Unified.Media.Benchmarks;

/// <summary>
/// A valid MP4 of any length, made while it is read: a shipped movie and one more box of media.
/// </summary>
internal sealed class LongMovie : Stream
{
    /// <summary>A movie in which nothing needs to be stripped.</summary>
    public const string Plain = "waves.mp4";

    /// <summary>A movie that says where it was recorded.</summary>
    public const string WithLocation = "coast.mp4";

    private const int BoxHeader = 16;

    private static readonly byte[] Pattern = MakePattern();

    private readonly byte[] head;
    private long position;

    public LongMovie(long length, string beginning = Plain)
    {
        var movie = ShippedMedia.Read(beginning);
        head = [.. movie, .. new byte[BoxHeader]];
        var box = head.AsSpan(movie.Length);
        BinaryPrimitives.WriteUInt32BigEndian(box, 1); // The length follows the type, in 64 bits.
        "mdat"u8.CopyTo(box[4..]);
        BinaryPrimitives.WriteInt64BigEndian(box[8..], length - movie.Length);
        Length = length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set => position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var from = position < head.Length ? head.AsSpan((int)position) : Pattern.AsSpan((int)(position % Pattern.Length));
        var count = (int)Math.Min(Math.Min(buffer.Length, from.Length), Length - position);
        from[..count].CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] MakePattern()
    {
        var pattern = new byte[1024 * 1024];
        new Random(1).NextBytes(pattern);
        return pattern;
    }
}
