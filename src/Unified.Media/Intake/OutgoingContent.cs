using System.Runtime.ExceptionServices;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// The bytes to store: the received content without its metadata. Hashes them while the object store reads. Content that is stored unchanged is
/// hashed once.
/// </summary>
internal sealed class OutgoingContent : IDisposable
{
    private readonly ReceivedContent _received;
    private readonly ContentScan _scan;
    private readonly UploadProgress _progress;
    private readonly bool _hashesReceived;
    private HashingStream? _lastRead;
    private SourceHash? _sourceHash;

    /// <param name="received">The received content.</param>
    /// <param name="scan">The parts of the content to store.</param>
    /// <param name="request">The request, whose progress is reported. With an idempotency key, the received bytes are hashed too.</param>
    /// <param name="storeCanStage">True when the object store can move a spool file instead of reading it.</param>
    public OutgoingContent(ReceivedContent received, ContentScan scan, StoreMediaRequest request, bool storeCanStage)
    {
        _received = received;
        _scan = scan;
        _hashesReceived = request.IdempotencyKey is not null && scan.ChangesContent && received.Sha256 is null;
        Length = scan.Length;
        _progress = new(request.Progress, Length);
        Body = new(Length, OpenAsync, storeCanStage && !scan.ChangesContent ? received.Spool?.Path : null);
    }

    /// <summary>The number of bytes to store.</summary>
    public long Length { get; }

    public ObjectBody Body { get; }

    /// <summary>Reports that every byte is stored, also when the object store moved the spool file without reading it.</summary>
    public void ReportStored() => _progress.ReportStored();

    /// <summary>Throws the exception of the caller's stream, if that made the object store fail.</summary>
    public void ThrowIfUnreadable()
    {
        if (_lastRead?.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Gets the SHA-256 of the stored bytes: those that the object store read, or those of the spool file that it moved.</summary>
    public async Task<string> StoredSha256Async(CancellationToken cancellationToken)
    {
        if (!_scan.ChangesContent && _received.Sha256 is { } spooled)
        {
            return spooled;
        }

        if (_lastRead?.Count != Length)
        {
            // The object store has the object from an earlier attempt of its transport, and did not read to the end this time.
            var stream = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var streamScope = stream.ConfigureAwait(false);
            await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        return _lastRead!.Sha256();
    }

    /// <summary>Gets the SHA-256 of the received bytes, including those that are not stored.</summary>
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

        // The hash is complete after the object store has read the content. On a retry it has not, so this reads all of the content.
        _sourceHash ??= new(_received.Content);
        return await _sourceHash.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _lastRead?.Dispose();
        _sourceHash?.Dispose();
    }

    // A transport that retries reads from the start, so both hashes start again.
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
