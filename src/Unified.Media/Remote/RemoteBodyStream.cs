namespace Unified.Media;

/// <summary>Counts and times what is read of a remote body.</summary>
internal sealed class RemoteBodyStream(
    Stream body, long maxBytes, TimeSpan idleTimeout, RemoteDeadline deadline, RemoteReport report, Uri hop) : Stream
{
    private long _count;
    private RemoteFault? _fault;

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
        cancellationToken.ThrowIfCancellationRequested();
        if (_fault is not null)
        {
            throw report.Of(_fault, hop);
        }

        // One byte more than allowed is asked for, never more: it tells a body that ends at the limit from one that goes on.
        var left = maxBytes - _count;
        var asked = left < buffer.Length ? buffer[..(int)(left + 1)] : buffer;
        try
        {
            deadline.Allow(idleTimeout);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            var count = await body.ReadAsync(asked, limit.Token).ConfigureAwait(false);
            deadline.Pause();
            _count += count;
            return _count <= maxBytes ? count : throw new RemoteFaultException(RemoteFault.TooLarge);
        }
        catch (Exception exception)
        {
            // A broken body must not be read on: the transport could report its end.
            var fault = RemoteFault.Of(exception, deadline);
            _fault = fault ?? RemoteFault.EndedEarly;
            cancellationToken.ThrowIfCancellationRequested();
            if (fault is null)
            {
                throw;
            }

            throw report.Of(fault, hop);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Remote content is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
