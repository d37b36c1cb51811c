using System.Net;
using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// A part of an object's body as the content of one request. It always announces its length, because Storage does not enforce size limits on
/// content with chunked transfer encoding. While one block is sent, another thread reads the next one.
/// </summary>
internal sealed class ObjectBodyContent : HttpContent
{
    // Storage reads an object again for its ETag before it responds.
    private const double ResponseBytesPerSecond = 16 * 1024 * 1024;

    private readonly ObjectBodyReader _body;
    private readonly long _offset;
    private readonly long _count;
    private readonly StallWatch _watch;
    private readonly UploadProgress _progress;

    /// <summary>Makes the content of one attempt.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="offset">The offset of the part.</param>
    /// <param name="count">The number of bytes of the part.</param>
    /// <param name="watch">The watch of the attempt.</param>
    /// <param name="progress">Receives, after every block, the number of bytes of the whole body that have been sent.</param>
    public ObjectBodyContent(ObjectBodyReader body, long offset, long count, StallWatch watch, UploadProgress progress)
    {
        _body = body;
        _offset = offset;
        _count = count;
        _watch = watch;
        _progress = progress;
    }

    /// <summary>True once the last bytes are being sent: from then on the server may have carried out the request.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The exception of the caller's own stream; null when it has not failed.</summary>
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
        _watch.Pause();
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

            _watch.Resume();
            var nextFilled = await WriteWhileReadingAsync(stream, current[..filled], next, left, cancellationToken).ConfigureAwait(false);
            sent += filled;
            _progress.ReportSent(_offset + sent);
            (current, next, filled) = (next, current, nextFilled);
        }

        IsSent = true;
        _watch.Resume(TimeSpan.FromSeconds(_count / ResponseBytesPerSecond));
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
            // The buffer must not return to the pool while a read fills it.
            await ((Task)read.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _watch.Pause();
        return await read.ConfigureAwait(false);
    }

    // A write that fits into the socket's buffer completes synchronously. Without another thread, reading and sending would not overlap.
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
