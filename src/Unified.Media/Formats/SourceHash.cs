using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Unified.Media;

/// <summary>
/// SHA-256 of all bytes of the content, computed while an <see cref="EditedStream"/> reads those that are kept. Only the bytes between
/// these are read for the hash alone.
/// </summary>
internal sealed class SourceHash(SeekableContent content) : IDisposable
{
    private const int BufferLength = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _hashed;

    /// <summary>Adds bytes that were read at <paramref name="offset"/>, after those before them that are missing.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AddAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (offset > _hashed)
        {
            await ReadToAsync(offset, cancellationToken).ConfigureAwait(false);
        }

        // Nothing is hashed twice, also where a plan stores parts in another order than that of the content.
        var known = (int)Math.Clamp(_hashed - offset, 0, bytes.Length);
        _hash.AppendData(bytes.Span[known..]);
        _hashed += bytes.Length - known;
    }

    /// <summary>Reads what is missing to the end. Returns the hash, 64 lower-case digits.</summary>
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
