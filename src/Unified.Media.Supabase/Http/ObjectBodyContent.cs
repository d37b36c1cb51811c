using System.Net;
using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Sends the body of an object, or a part of it, as the content of a request. The content always has a known length, because Storage does not apply
/// size limits to chunked transfer encoding. The next block of the body is read while the current one is sent.
/// </summary>
internal sealed class ObjectBodyContent : HttpContent
{
    // Before Storage responds, it reads the stored object to compute the ETag, at least this fast.
    private const double ResponseBytesPerSecond = 16 * 1024 * 1024;

    private readonly ObjectBodyReader _body;
    private readonly long _offset;
    private readonly long _count;
    private readonly StallTimer _stallTimer;
    private readonly UploadProgress _progress;

    /// <summary>Creates the content of one attempt.</summary>
    /// <param name="body">The body of the object.</param>
    /// <param name="offset">The offset of the first byte to send.</param>
    /// <param name="count">The number of bytes to send.</param>
    /// <param name="stallTimer">The stall timer of the attempt.</param>
    /// <param name="progress">Receives the offset after every sent block.</param>
    public ObjectBodyContent(ObjectBodyReader body, long offset, long count, StallTimer stallTimer, UploadProgress progress)
    {
        _body = body;
        _offset = offset;
        _count = count;
        _stallTimer = stallTimer;
        _progress = progress;
    }

    /// <summary>True when the last block is being sent or has been sent. The server may process the request from then on.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The exception that reading the caller's stream has thrown; null when it has not failed.</summary>
    public Exception? BodyFailure => _body.Failure;

    protected override bool TryComputeLength(out long length)
    {
        length = _count;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _stallTimer.Stop();
        await _body.SeekAsync(_offset, cancellationToken).ConfigureAwait(false);
        using var first = new PooledBuffer(_count);
        using var second = new PooledBuffer(_count - first.Memory.Length);
        var (current, next) = (first.Memory, second.Memory);
        var filled = await ReadAsync(current, _count, cancellationToken).ConfigureAwait(false);
        for (var sent = 0L; sent < _count;)
        {
            var left = _count - sent - filled;
            if (left == 0)
            {
                await ThrowIfNotAtEndAsync(next, cancellationToken).ConfigureAwait(false);
                IsSent = true;
            }

            _stallTimer.Restart();
            var nextFilled = await WriteWhileReadingAsync(stream, current[..filled], next, left, cancellationToken).ConfigureAwait(false);
            sent += filled;
            _progress.ReportSent(_offset + sent);
            (current, next, filled) = (next, current, nextFilled);
        }

        IsSent = true;
        _stallTimer.Restart(TimeSpan.FromSeconds(_count / ResponseBytesPerSecond));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WriteWhileReadingAsync(
        Stream stream, ReadOnlyMemory<byte> written, Memory<byte> next, long left, CancellationToken cancellationToken)
    {
        var read = left == 0 ? ValueTask.FromResult(0) : ReadOnThreadPoolAsync(next, left, cancellationToken);
        try
        {
            await stream.WriteAsync(written, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Waits for the read, because the buffer must not return to the pool before it ends.
            await ((Task)read.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _stallTimer.Stop();
        return await read.ConfigureAwait(false);
    }

    // Without a switch to the thread pool, a stream that reads synchronously would delay the write, and the two would not overlap.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOnThreadPoolAsync(Memory<byte> block, long left, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await ReadAsync(block, left, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<int> ReadAsync(Memory<byte> block, long left, CancellationToken cancellationToken) =>
        _body.ReadAsync(block[..(int)Math.Min(block.Length, left)], cancellationToken);

    private ValueTask ThrowIfNotAtEndAsync(Memory<byte> scratch, CancellationToken cancellationToken) => _offset + _count == _body.Length
        ? _body.ThrowIfNotAtEndAsync(scratch, cancellationToken)
        : ValueTask.CompletedTask;
}
