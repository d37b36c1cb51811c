using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// Reads full blocks, because a write or hash per network packet slows down uploads. Unlike <see cref="Stream.ReadAtLeastAsync"/>, the method pools
/// its async state, because otherwise every block would allocate memory.
/// </summary>
internal static class StreamExtensions
{
    /// <summary>Reads until the block is full or the stream ends. Returns the number of bytes read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> ReadBlockAsync(this Stream stream, Memory<byte> block, CancellationToken cancellationToken)
    {
        var count = 0;
        while (count < block.Length)
        {
            var read = await stream.ReadAsync(block[count..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }
}
