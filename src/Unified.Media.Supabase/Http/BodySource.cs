using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>A body, read in blocks from any place: a try that comes back to an earlier one opens it again.</summary>
internal sealed class BodySource(ObjectBody body) : IAsyncDisposable
{
    private Stream? _stream;
    private long _position;

    public long Length => body.Length;

    /// <summary>The exception of the body's own stream: not a failure of the network, and not to be tried again.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Goes to a place, in the stream that is open where it can, else in another one.</summary>
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

            // Skipped bytes are read too: a stream that hashes on the way must see every byte.
            await SkipAsync(position - _position, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Fills the block.</summary>
    // By hand: the framework's ReadAtLeastAsync would allocate its state at every read, memory that grows with the object.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            for (var filled = 0; filled < block.Length;)
            {
                var count = await _stream!.ReadAsync(block[filled..], cancellationToken).ConfigureAwait(false);
                _position += count;
                filled += count > 0 ? count : throw Mismatch("fewer");
            }

            return block.Length;
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Makes sure that there is nothing beyond the announced length. To be called before the last bytes are sent.</summary>
    public async ValueTask RequireEndAsync(Memory<byte> scratch, CancellationToken cancellationToken)
    {
        try
        {
            if (await _stream!.ReadAsync(scratch[..1], cancellationToken).ConfigureAwait(false) > 0)
            {
                _position++;
                throw Mismatch("more");
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
        for (var left = count; left > 0;)
        {
            left -= await ReadAsync(block.Memory[..(int)Math.Min(block.Memory.Length, left)], cancellationToken).ConfigureAwait(false);
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

    private MediaProviderException Mismatch(string word) =>
        new($"The body gave {word} bytes than the {body.Length} that it had announced.", SupabaseErrors.Provider);
}
