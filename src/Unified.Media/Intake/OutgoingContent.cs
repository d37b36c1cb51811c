using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Content on its way to the object store: edited as planned, hashed in flight, and known afterwards. Bytes that are received and stored
/// alike are hashed once.
/// </summary>
internal sealed class OutgoingContent : IDisposable
{
    private readonly ReceivedContent _received;
    private readonly ContentScan _scan;
    private readonly IProgress<MediaProgress>? _progress;
    private HashingStream? _lastRead;
    private string? _receivedSha256;
    private long _reported;

    public OutgoingContent(ReceivedContent received, ContentScan scan, IProgress<MediaProgress>? progress, bool storeCanStage)
    {
        _received = received;
        _scan = scan;
        _progress = progress;
        _receivedSha256 = received.Sha256;
        Length = scan.Length;
        Body = new(Length, OpenAsync, storeCanStage && !scan.ChangesContent ? received.Spool?.Path : null);
    }

    /// <summary>Bytes that will be stored.</summary>
    public long Length { get; }

    public ObjectBody Body { get; }

    /// <summary>Tells that every byte is stored, also where the store took the file and read none.</summary>
    public void ReportStored() => _progress?.Report(new(Length, Length));

    /// <summary>Throws what the caller's own stream threw, where that is why the store failed.</summary>
    public void ThrowIfUnreadable()
    {
        if (_lastRead?.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>SHA-256 of the bytes that are stored: what the store read, or what was spooled where the store took the file.</summary>
    public async Task<string> StoredSha256Async(CancellationToken cancellationToken)
    {
        if (!_scan.ChangesContent && _received.Sha256 is { } spooled)
        {
            return spooled;
        }

        if (_lastRead?.Count != Length)
        {
            // The store has the object from an earlier try of its own transport, and did not read to the end this time.
            var stream = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var streamScope = stream.ConfigureAwait(false);
            await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        return _lastRead!.Sha256();
    }

    /// <summary>SHA-256 of the bytes that were received, cut-off and stripped ones included.</summary>
    public async Task<string> ReceivedSha256Async(CancellationToken cancellationToken)
    {
        if (_receivedSha256 is null)
        {
            _receivedSha256 = _scan.ChangesContent
                ? await HashReceivedAsync(cancellationToken).ConfigureAwait(false)
                : await StoredSha256Async(cancellationToken).ConfigureAwait(false);
        }

        return _receivedSha256;
    }

    public void Dispose() => _lastRead?.Dispose();

    private ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _lastRead = new(
            new EditedStream(_received.Content, _scan.Pieces), Report, known: _scan.ChangesContent ? null : _received.Sha256);
        return ValueTask.FromResult<Stream>(_lastRead);
    }

    // A transport that tries again reads from the start; that is no progress.
    private void Report(long count)
    {
        if (count > _reported && count < Length)
        {
            _reported = count;
            _progress?.Report(new(count, Length));
        }
    }

    private async Task<string> HashReceivedAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            long offset = 0;
            int count;
            while ((count = await _received.Content.ReadAtAsync(offset, buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, count));
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
