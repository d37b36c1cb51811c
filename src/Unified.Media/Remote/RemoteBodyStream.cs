using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Counts and times what is read of a remote body.</summary>
internal sealed class RemoteBodyStream(
    Stream body, long maxBytes, TimeSpan idleTimeout, RemoteDeadline deadline, RemoteReport report, Uri hop) : ForwardStream
{
    private long _count;
    private RemoteFault? _fault;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
