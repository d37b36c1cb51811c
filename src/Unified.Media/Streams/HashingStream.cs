using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Gives a stream's bytes, and hashes and counts them as they pass: the object store reads, and what it read is known.</summary>
/// <param name="inner">Gives the bytes; closed with this one.</param>
/// <param name="onRead">Told after every read how many bytes there have been.</param>
/// <param name="known">SHA-256 of all the bytes where they have been hashed before; they are only counted then.</param>
internal sealed class HashingStream(Stream inner, Action<long> onRead, string? known = null) : ForwardStream
{
    private readonly IncrementalHash? _hash = known is null ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private string? _closed;

    /// <summary>Bytes given so far.</summary>
    public long Count { get; private set; }

    /// <summary>SHA-256 of the bytes given so far, 64 lower-case digits; also after the stream was closed.</summary>
    public string Sha256() => known ?? _closed ?? Convert.ToHexStringLower(_hash!.GetCurrentHash());

    /// <summary>
    /// Why the source could not be read; null while it can. The store that was reading may have taken it for an error of its own.
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
        if (disposing && _closed is null)
        {
            _closed = Sha256();
            _hash?.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
