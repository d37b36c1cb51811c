using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Reads a remote body, and enforces the limits of size and time.</summary>
internal sealed class RemoteBodyStream(
    Stream body, long maxBytes, TimeSpan idleTimeout, RemoteDeadline deadline, RemoteFailureReporter reporter, Uri uri) : ForwardStream
{
    private long _count;
    private RemoteFailure? _failure;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is not null)
        {
            throw reporter.Report(_failure, uri);
        }

        // Reads at most one byte beyond the limit, which shows whether the body is longer than the limit.
        var remainingBytes = maxBytes - _count;
        var limitedBuffer = remainingBytes < buffer.Length ? buffer[..(int)(remainingBytes + 1)] : buffer;
        try
        {
            deadline.StartStep(idleTimeout);
            using var linkedSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            var count = await body.ReadAsync(limitedBuffer, linkedSource.Token).ConfigureAwait(false);
            deadline.EndStep();
            _count += count;
            return _count <= maxBytes ? count : throw new RemoteFailureException(RemoteFailure.TooLarge);
        }
        catch (Exception exception)
        {
            // Later reads must fail too, because the transport could report the end of the body instead of the error.
            var failure = RemoteFailure.FromException(exception, deadline);
            _failure = failure ?? RemoteFailure.EndedEarly;
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is null)
            {
                throw;
            }

            throw reporter.Report(failure, uri);
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
