namespace Unified.Media.Tests;

/// <summary>A caller's stream as callers have them: forward only, slow to give, failing half-way. It tells what was done with it.</summary>
internal sealed class AwkwardStream(byte[] bytes) : Stream
{
    private int _position;

    public bool Seekable { get; init; }

    /// <summary>How many bytes one read gives at most.</summary>
    public int Portion { get; init; } = int.MaxValue;

    /// <summary>What happens before a read, given the position.</summary>
    public Func<long, Task> BeforeRead { get; init; } = _ => Task.CompletedTask;

    public long BytesRead { get; private set; }

    public bool WasDisposed { get; private set; }

    /// <summary>The stream ends here from now on.</summary>
    public int CutTo { get; set; } = bytes.Length;

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
        cancellationToken.ThrowIfCancellationRequested();
        await BeforeRead(_position);
        var count = Math.Max(0, Math.Min(Math.Min(buffer.Length, Portion), CutTo - _position));
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        BytesRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        WasDisposed = true;
        base.Dispose(disposing);
    }
}
