using Microsoft.AspNetCore.Http;

namespace Unified.Media.TestStorage;

/// <summary>A request or response body that is cut off or stalls after a number of bytes.</summary>
internal sealed class FaultyStream(HttpContext context, Stream inner, InjectedFault fault, bool stall) : Stream
{
    private long _left = fault.Bytes;

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0)
        {
            await BreakAsync(cancellationToken);
        }

        var read = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var part = buffer[..(int)Math.Min(buffer.Length, _left)];
        await inner.WriteAsync(part, cancellationToken);
        await inner.FlushAsync(cancellationToken);
        _left -= part.Length;
        if (_left == 0)
        {
            await BreakAsync(cancellationToken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task BreakAsync(CancellationToken cancellationToken)
    {
        fault.SignalReached();
        if (stall)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, end.Token);
        }

        // Gives the network stack time to send the earlier bytes.
        await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        context.Abort();
        throw new IOException("The connection was cut on purpose.");
    }
}
