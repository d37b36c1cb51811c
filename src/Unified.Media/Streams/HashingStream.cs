using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Computes the hash of the bytes that an object store reads, and counts them.</summary>
/// <param name="inner">The source. It is closed with this stream.</param>
/// <param name="onRead">Receives the total number of bytes after every read.</param>
/// <param name="knownSha256">SHA-256 of the content if it is known already; in that case the bytes are only counted.</param>
internal sealed class HashingStream(Stream inner, Action<long> onRead, string? knownSha256 = null) : ForwardStream
{
    private readonly IncrementalHash? _hash = knownSha256 is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private string? _finalSha256;

    /// <summary>The number of bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Returns SHA-256 of the bytes read so far, as 64 lower-case hexadecimal digits. Also works after the stream is closed.</summary>
    public string Sha256() => knownSha256 ?? _finalSha256 ?? Convert.ToHexStringLower(_hash!.GetCurrentHash());

    /// <summary>
    /// The exception that the source has thrown; null when it has thrown none. The caller uses it to distinguish a failure of the source from a
    /// failure of the store, because the store may wrap the exception.
    /// </summary>
    public Exception? Failure { get; private set; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = exception;
            throw;
        }

        _hash?.AppendData(buffer.Span[..count]);
        Count += count;
        onRead(Count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _finalSha256 is null)
        {
            _finalSha256 = Sha256();
            _hash?.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
