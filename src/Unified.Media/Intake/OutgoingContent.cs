using System.Runtime.ExceptionServices;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// Content on its way to the object store: edited as planned, hashed in flight, and known afterwards. Bytes that are received and stored
/// alike are hashed once.
/// </summary>
internal sealed class OutgoingContent : IDisposable
{
    private readonly ReceivedContent _received;
    private readonly ContentScan _scan;
    private readonly UploadProgress _progress;
    private readonly bool _hashesReceived;
    private HashingStream? _lastRead;
    private SourceHash? _sourceHash;

    /// <param name="received">What came in.</param>
    /// <param name="scan">What is stored of it.</param>
    /// <param name="request">Whose progress is reported, and whose idempotency key asks for the hash of what came in.</param>
    /// <param name="storeCanStage">Whether the store may take a spool file instead of reading it.</param>
    public OutgoingContent(ReceivedContent received, ContentScan scan, StoreMediaRequest request, bool storeCanStage)
    {
        _received = received;
        _scan = scan;
        _hashesReceived = request.IdempotencyKey is not null && scan.ChangesContent && received.Sha256 is null;
        Length = scan.Length;
        _progress = new(request.Progress, Length);
        Body = new(Length, OpenAsync, storeCanStage && !scan.ChangesContent ? received.Spool?.Path : null);
    }

    /// <summary>Bytes that will be stored.</summary>
    public long Length { get; }

    public ObjectBody Body { get; }

    /// <summary>Tells that every byte is stored, also where the store took the file and read none.</summary>
    public void ReportStored() => _progress.ReportStored();

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
        if (_received.Sha256 is { } spooled)
        {
            return spooled;
        }

        if (!_scan.ChangesContent)
        {
            return await StoredSha256Async(cancellationToken).ConfigureAwait(false);
        }

        // Complete after the store has read; where it has not, because this is a repeat, all of the content is read now.
        _sourceHash ??= new(_received.Content);
        return await _sourceHash.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _lastRead?.Dispose();
        _sourceHash?.Dispose();
    }

    // A transport that tries again reads from the start, and so do both hashes.
    private ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _sourceHash?.Dispose();
        _sourceHash = _hashesReceived ? new(_received.Content) : null;
        _lastRead = new(
            new EditedStream(_received.Content, _scan.Pieces, _sourceHash),
            _progress.ReportSent,
            knownSha256: _scan.ChangesContent ? null : _received.Sha256);
        return ValueTask.FromResult<Stream>(_lastRead);
    }
}
