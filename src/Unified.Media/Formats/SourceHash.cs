using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Unified.Media;

/// <summary>
/// Computes SHA-256 of the original content while an <see cref="EditedStream"/> reads the pieces to store. Only bytes that are not stored are read
/// separately.
/// </summary>
internal sealed class SourceHash(SeekableContent content) : IDisposable
{
    private const int BufferLength = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _hashed;

    /// <summary>Adds bytes that were read at <paramref name="offset"/>, after reading the missing bytes before them.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AddAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (offset > _hashed)
        {
            await ReadToAsync(offset, cancellationToken).ConfigureAwait(false);
        }

        // Skip bytes that are hashed already: the pieces may be in another order than in the content.
        var alreadyHashed = (int)Math.Clamp(_hashed - offset, 0, bytes.Length);
        _hash.AppendData(bytes.Span[alreadyHashed..]);
        _hashed += bytes.Length - alreadyHashed;
    }

    /// <summary>Reads the missing bytes to the end. Returns the hash as 64 lower-case hexadecimal digits.</summary>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        await ReadToAsync(content.Length, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public void Dispose() => _hash.Dispose();

    private async Task ReadToAsync(long end, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(end - _hashed, BufferLength));
        try
        {
            while (_hashed < end)
            {
                var wanted = (int)Math.Min(end - _hashed, buffer.Length);
                var count = await content.ReadAtAsync(_hashed, buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                _hash.AppendData(buffer.AsSpan(0, count));
                _hashed += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
