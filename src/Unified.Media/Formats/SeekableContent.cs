using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>
/// A part of a seekable stream that is read by offset. It does not close the stream. It is not safe for concurrent use.
/// </summary>
internal sealed partial class SeekableContent(Stream stream, long start, long length)
{
    public long Length { get; } = length;

    /// <summary>The number of bytes read so far. The limit of a header inspection depends on it.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads at <paramref name="offset"/> until the buffer is full or the content ends. Returns the number of bytes read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (offset >= Length)
        {
            return 0;
        }

        if (buffer.Length > Length - offset)
        {
            buffer = buffer[..(int)(Length - offset)];
        }

        stream.Position = start + offset;
        var count = await stream.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
        BytesRead += count;
        return count;
    }
}
