using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Computes the hash and the number of the bytes that an object store reads.</summary>
/// <param name="inner">The source, closed with this stream.</param>
/// <param name="onRead">Receives the total number of bytes after every read.</param>
/// <param name="knownSha256">SHA-256 of the content if it is known already; the bytes are then only counted.</param>
internal sealed class HashingStream(Stream inner, Action<long> onRead, string? knownSha256 = null) : ForwardStream
{
    private readonly IncrementalHash? _hash = knownSha256 is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private string? _finalSha256;

    /// <summary>The number of bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Returns SHA-256 of the bytes read so far, as 64 lower-case hexadecimal digits. Also works after the stream is closed.</summary>
    public string Sha256() => knownSha256 ?? _finalSha256 ?? Convert.ToHexStringLower(_hash!.GetCurrentHash());

    /// <summary>
    /// The exception of the source; null when none occurred. It tells a failure of the source from a failure of the store, which may wrap it.
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
