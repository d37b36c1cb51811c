using System.Net;
using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// A part of a body as the content of one request: always with its length, never chunked, because Storage checks no size limit on chunked
/// content. The next block is read, and hashed by a stream that hashes, on another thread while the last one is sent.
/// </summary>
internal sealed class BodyContent : HttpContent
{
    // Storage reads an object again for its ETag before it answers.
    private const double AnswerBytesPerSecond = 16 * 1024 * 1024;

    private readonly BodySource _source;
    private readonly long _offset;
    private readonly long _count;
    private readonly StallWatch _watch;
    private readonly UploadProgress _progress;

    /// <param name="source">The body.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="count">How many bytes it has.</param>
    /// <param name="watch">The watch of the try.</param>
    /// <param name="progress">Told after every block how many bytes of the whole body have been sent.</param>
    public BodyContent(BodySource source, long offset, long count, StallWatch watch, UploadProgress progress)
    {
        _source = source;
        _offset = offset;
        _count = count;
        _watch = watch;
        _progress = progress;
    }

    /// <summary>True once the last bytes are on their way: from here on only the server knows whether they took effect.</summary>
    public bool IsSent { get; private set; }

    /// <summary>The exception of the caller's own stream.</summary>
    public Exception? SourceFailure => _source.Failure;

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
        await _source.SeekAsync(_offset, cancellationToken).ConfigureAwait(false);
        using var first = new PooledBuffer(_count);
        using var second = new PooledBuffer(_count - first.Memory.Length);
        var (current, next) = (first.Memory, second.Memory);
        var filled = await ReadAsync(current, _count, cancellationToken).ConfigureAwait(false);
        for (var sent = 0L; sent < _count;)
        {
            var left = _count - sent - filled;
            if (left == 0)
            {
                await RequireEndAsync(next, cancellationToken).ConfigureAwait(false);
                IsSent = true;
            }

            _watch.Resume();
            var nextFilled = await WriteWhileReadingAsync(stream, current[..filled], next, left, cancellationToken).ConfigureAwait(false);
            sent += filled;
            _progress.ReportSent(_offset + sent);
            (current, next, filled) = (next, current, nextFilled);
        }

        IsSent = true;
        _watch.Resume(TimeSpan.FromSeconds(_count / AnswerBytesPerSecond));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WriteWhileReadingAsync(
        Stream stream, ReadOnlyMemory<byte> written, Memory<byte> next, long left, CancellationToken cancellationToken)
    {
        var read = left == 0 ? ValueTask.FromResult(0) : ReadElsewhereAsync(next, left, cancellationToken);
        try
        {
            await stream.WriteAsync(written, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The block must not go back to the pool while a read fills it.
            await ((Task)read.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        _watch.Pause();
        return await read.ConfigureAwait(false);
    }

    // A write that fits into the socket's buffer is over before it can be waited for: without another thread nothing would overlap.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadElsewhereAsync(Memory<byte> block, long left, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await ReadAsync(block, left, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<int> ReadAsync(Memory<byte> block, long left, CancellationToken cancellationToken) =>
        _source.ReadAsync(block[..(int)Math.Min(block.Length, left)], cancellationToken);

    private ValueTask RequireEndAsync(Memory<byte> scratch, CancellationToken cancellationToken) => _offset + _count == _source.Length
        ? _source.RequireEndAsync(scratch, cancellationToken)
        : ValueTask.CompletedTask;
}
