using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Unified.Media;

/// <summary>
/// Computes SHA-256 of the received content (the source) while an <see cref="EditedStream"/> reads the byte ranges to store. Only bytes that are
/// not stored are read separately.
/// </summary>
internal sealed class SourceHash(SeekableContent content) : IDisposable
{
    private const int BufferLength = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _hashedLength;

    /// <summary>Adds bytes that were read at <paramref name="offset"/>. Reads the bytes before them first, if they are not hashed yet.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AddAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (offset > _hashedLength)
        {
            await ReadToAsync(offset, cancellationToken).ConfigureAwait(false);
        }

        // Skip bytes that are hashed already: the order of the pieces can differ from the order of the source.
        var alreadyHashed = (int)Math.Clamp(_hashedLength - offset, 0, bytes.Length);
        _hash.AppendData(bytes.Span[alreadyHashed..]);
        _hashedLength += bytes.Length - alreadyHashed;
    }

    /// <summary>
    /// Reads the bytes that are not hashed yet, up to the end of the content. Returns the hash as 64 lower-case hexadecimal digits.
    /// </summary>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        await ReadToAsync(content.Length, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public void Dispose() => _hash.Dispose();

    private async Task ReadToAsync(long end, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(end - _hashedLength, BufferLength));
        try
        {
            while (_hashedLength < end)
            {
                var readLength = (int)Math.Min(end - _hashedLength, buffer.Length);
                var count = await content.ReadAtAsync(_hashedLength, buffer.AsMemory(0, readLength), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                _hash.AppendData(buffer.AsSpan(0, count));
                _hashedLength += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
