using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Reads the body of an object in blocks, from any position. Seeking backwards opens the body again.</summary>
internal sealed class ObjectBodyReader(ObjectBody body) : IAsyncDisposable
{
    private Stream? _stream;
    private long _position;

    public long Length => body.Length;

    /// <summary>
    /// The exception that the stream of the body has thrown; null when it has not failed. Unlike an error of the network, it must not cause a retry.
    /// </summary>
    public Exception? Failure { get; private set; }

    /// <summary>Moves to a position. Opens the body again if the position is before the current position.</summary>
    public async ValueTask SeekAsync(long position, CancellationToken cancellationToken)
    {
        Failure = null;
        try
        {
            if (_stream is null || position < _position)
            {
                await CloseAsync().ConfigureAwait(false);
                _stream = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
            }

            // Reads the skipped bytes, because the stream may compute a hash.
            await SkipAsync(position - _position, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Fills the whole block. Throws when the body ends before the block is full.</summary>
    // Stream.ReadAtLeastAsync allocates at every read, so allocations would grow with the size of the object.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            for (var filled = 0; filled < block.Length;)
            {
                var count = await _stream!.ReadAsync(block[filled..], cancellationToken).ConfigureAwait(false);
                _position += count;
                filled += count > 0 ? count : throw LengthMismatch("fewer");
            }

            return block.Length;
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Throws when the body has more bytes than its announced length. Must be called before the last bytes are sent.</summary>
    public async ValueTask ThrowIfNotAtEndAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            if (await _stream!.ReadAsync(buffer[..1], cancellationToken).ConfigureAwait(false) > 0)
            {
                _position++;
                throw LengthMismatch("more");
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return;
        }

        using var block = new PooledBuffer(count);
        for (var remaining = count; remaining > 0;)
        {
            remaining -= await ReadAsync(block.Memory[..(int)Math.Min(block.Memory.Length, remaining)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            _position = 0;
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private MediaProviderException LengthMismatch(string comparison) =>
        SupabaseErrors.Failed($"The content has {comparison} bytes than its announced length of {body.Length}.");
}
