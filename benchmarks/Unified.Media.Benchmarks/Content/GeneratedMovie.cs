using System.Buffers.Binary;

namespace Unified.Media.Benchmarks;

/// <summary>A valid MP4 of any length, generated while it is read: a sample movie and an additional <c>mdat</c> box.</summary>
internal sealed class GeneratedMovie : Stream
{
    /// <summary>A movie without metadata to remove.</summary>
    public const string Plain = "waves.mp4";

    /// <summary>A movie with location metadata.</summary>
    public const string WithLocation = "coast.mp4";

    private const int BoxHeader = 16;

    private static readonly byte[] Pattern = CreatePattern();

    private readonly byte[] _head;
    private long _position;

    public GeneratedMovie(long length, string beginning = Plain)
    {
        var movie = SampleMedia.Read(beginning);
        _head = [.. movie, .. new byte[BoxHeader]];
        var box = _head.AsSpan(movie.Length);
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
        get => _position;
        set => _position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var from = _position < _head.Length ? _head.AsSpan((int)_position) : Pattern.AsSpan((int)(_position % Pattern.Length));
        var count = (int)Math.Min(Math.Min(buffer.Length, from.Length), Length - _position);
        from[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static byte[] CreatePattern()
    {
        var pattern = new byte[1024 * 1024];
        new Random(1).NextBytes(pattern);
        return pattern;
    }
}
