using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// Reads whole blocks: a write or a hash per network segment makes uploads slow. What runs once per block pools its state, here and in the
/// streams that a block passes through: it would be the only memory that grows with the content's length.
/// </summary>
internal static class BlockReading
{
    /// <summary>Reads until the block is full or the stream ends; returns the bytes read.</summary>
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
