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
    // Before Storage responds, it reads the stored object to compute the ETag. This is the minimum speed of that read.
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

    /// <summary>True when the last block is being sent or has been sent. From that time, the server may process the request.</summary>
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
        using var firstBuffer = new PooledBuffer(_count);
        using var secondBuffer = new PooledBuffer(_count - firstBuffer.Memory.Length);
        var (current, next) = (firstBuffer.Memory, secondBuffer.Memory);
        var count = await ReadAsync(current, _count, cancellationToken).ConfigureAwait(false);
        for (var sentBytes = 0L; sentBytes < _count;)
        {
            var remaining = _count - sentBytes - count;
            if (remaining == 0)
            {
                await ThrowIfNotAtEndAsync(next, cancellationToken).ConfigureAwait(false);
                IsSent = true;
            }

            _stallTimer.Restart();
            var nextCount = await WriteWhileReadingAsync(stream, current[..count], next, remaining, cancellationToken).ConfigureAwait(false);
            sentBytes += count;
            _progress.ReportSent(_offset + sentBytes);
            (current, next, count) = (next, current, nextCount);
        }

        IsSent = true;
        _stallTimer.Restart(TimeSpan.FromSeconds(_count / ResponseBytesPerSecond));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WriteWhileReadingAsync(
        Stream stream, ReadOnlyMemory<byte> block, Memory<byte> next, long remaining, CancellationToken cancellationToken)
    {
        var readTask = remaining == 0 ? ValueTask.FromResult(0) : ReadOnThreadPoolAsync(next, remaining, cancellationToken);
        try
        {
            await stream.WriteAsync(block, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Waits for the read, because the buffer must not return to the pool before it ends.
            await ((Task)readTask.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _stallTimer.Stop();
        return await readTask.ConfigureAwait(false);
    }

    // Without a switch to the thread pool, a stream that reads synchronously would delay the write, and the two would not overlap.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOnThreadPoolAsync(Memory<byte> block, long remaining, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await ReadAsync(block, remaining, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<int> ReadAsync(Memory<byte> block, long remaining, CancellationToken cancellationToken) =>
        _body.ReadAsync(block[..(int)Math.Min(block.Length, remaining)], cancellationToken);

    private ValueTask ThrowIfNotAtEndAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _offset + _count == _body.Length
        ? _body.ThrowIfNotAtEndAsync(buffer, cancellationToken)
        : ValueTask.CompletedTask;
}
