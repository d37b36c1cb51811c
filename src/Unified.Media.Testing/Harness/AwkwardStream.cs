namespace Unified.Media.Testing;

/// <summary>
/// A stream as callers give them: forward only, asynchronous only, short reads. What it does before each read, and how much it gives, is
/// up to <see cref="AwkwardStreams"/>.
/// </summary>
internal sealed class AwkwardStream(
    ReadOnlyMemory<byte> bytes, int mostPerRead, Func<int, CancellationToken, ValueTask>? beforeRead = null) : Stream
{
    private int position;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (beforeRead is not null)
        {
            await beforeRead(position, cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(Math.Min(buffer.Length, mostPerRead), bytes.Length - position);
        bytes.Slice(position, count).CopyTo(buffer);
        position += count;
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
