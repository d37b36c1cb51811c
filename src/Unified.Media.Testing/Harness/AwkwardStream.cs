namespace Unified.Media.Testing;

/// <summary>
/// A stream as callers give them: asynchronous only, with short reads where it is told so, and seekable only on request. It records what
/// was done with it.
/// </summary>
internal sealed class AwkwardStream(ReadOnlyMemory<byte> bytes) : Stream
{
    private int _position;

    public AwkwardStream(byte[] bytes)
        : this(bytes.AsMemory())
    {
    }

    public bool Seekable { get; init; }

    /// <summary>How many bytes one read gives at most.</summary>
    public int Portion { get; init; } = int.MaxValue;

    /// <summary>Runs before each read, given the position and the reader's token.</summary>
    public Func<long, CancellationToken, Task>? BeforeRead { get; init; }

    /// <summary>The stream ends here from now on.</summary>
    public int CutTo { get; set; } = bytes.Length;

    public long BytesRead { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => Seekable;

    public override bool CanWrite => false;

    public override long Length => Seekable ? CutTo : throw new NotSupportedException();

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

        var count = Math.Max(0, Math.Min(Math.Min(buffer.Length, Portion), CutTo - _position));
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
