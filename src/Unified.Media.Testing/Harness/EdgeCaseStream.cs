namespace Unified.Media.Testing;

/// <summary>
/// An asynchronous read-only stream with configurable seeking and short reads. It counts the bytes read and records whether it was disposed.
/// </summary>
internal sealed class EdgeCaseStream(ReadOnlyMemory<byte> bytes) : Stream
{
    private int _position;

    public EdgeCaseStream(byte[] bytes)
        : this(bytes.AsMemory())
    {
    }

    public bool Seekable { get; init; }

    /// <summary>The maximum number of bytes per read.</summary>
    public int MaxBytesPerRead { get; init; } = int.MaxValue;

    /// <summary>Runs before each read. The arguments are the position and the cancellation token of the read.</summary>
    public Func<long, CancellationToken, Task>? BeforeRead { get; init; }

    /// <summary>The position at which the stream ends. Set it below the number of bytes to simulate a truncated stream.</summary>
    public int End { get; set; } = bytes.Length;

    public long BytesRead { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => Seekable;

    public override bool CanWrite => false;

    public override long Length => Seekable ? End : throw new NotSupportedException();

    public override long Position
    {
        get => Seekable ? _position : throw new NotSupportedException();
        set => _position = Seekable ? (int)value : throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (BeforeRead is not null)
        {
            await BeforeRead(_position, cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Max(0, Math.Min(Math.Min(buffer.Length, MaxBytesPerRead), End - _position));
        bytes.Slice(_position, count).CopyTo(buffer);
        _position += count;
        BytesRead += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is asynchronous only.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
