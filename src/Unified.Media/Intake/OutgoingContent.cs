using System.Runtime.ExceptionServices;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// The content to store: the received content without its private metadata. The content is hashed while the object store reads it. Content that is
/// stored unchanged is hashed only once.
/// </summary>
internal sealed class OutgoingContent : IDisposable
{
    private readonly ReceivedContent _received;
    private readonly ContentScan _scan;
    private readonly UploadProgress _progress;
    private readonly bool _hashReceivedBytes;
    private HashingStream? _lastStream;
    private SourceHash? _sourceHash;

    /// <param name="received">The received content.</param>
    /// <param name="scan">The parts of the content to store.</param>
    /// <param name="request">The request. Its progress is reported; if it has an idempotency key, the received bytes are hashed too.</param>
    /// <param name="storeCanStage">True when the object store can move a spool file instead of reading it.</param>
    public OutgoingContent(ReceivedContent received, ContentScan scan, StoreMediaRequest request, bool storeCanStage)
    {
        _received = received;
        _scan = scan;
        _hashReceivedBytes = request.IdempotencyKey is not null && scan.ChangesContent && received.Sha256 is null;
        Length = scan.Length;
        _progress = new(request.Progress, Length);
        Body = new(Length, OpenAsync, storeCanStage && !scan.ChangesContent ? received.Spool?.Path : null);
    }

    /// <summary>The number of bytes to store.</summary>
    public long Length { get; }

    public ObjectBody Body { get; }

    /// <summary>Reports that every byte is stored, even if the object store moved the spool file without reading it.</summary>
    public void ReportStored() => _progress.ReportStored();

    /// <summary>If the caller's stream caused the failure of the object store, throws the exception of the stream.</summary>
    public void ThrowIfUnreadable()
    {
        if (_lastStream?.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Gets the SHA-256 of the stored bytes, 64 lower-case hexadecimal digits.</summary>
    public async Task<string> GetStoredSha256Async(CancellationToken cancellationToken)
    {
        if (!_scan.ChangesContent && _received.Sha256 is { } sha256)
        {
            return sha256;
        }

        if (_lastStream?.Count != Length)
        {
            // An earlier attempt of the transport has stored the object, so the last attempt did not read the content to its end.
            var stream = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var streamScope = stream.ConfigureAwait(false);
            await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        return _lastStream!.Sha256();
    }

    /// <summary>Gets the SHA-256 of the received bytes, including those that are not stored: 64 lower-case hexadecimal digits.</summary>
    public async Task<string> GetReceivedSha256Async(CancellationToken cancellationToken)
    {
        if (_received.Sha256 is { } sha256)
        {
            return sha256;
        }

        if (!_scan.ChangesContent)
        {
            return await GetStoredSha256Async(cancellationToken).ConfigureAwait(false);
        }

        // The hash is complete if the object store has read the content. A retry stores nothing, so its content is read and hashed here.
        _sourceHash ??= new(_received.Content);
        return await _sourceHash.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _lastStream?.Dispose();
        _sourceHash?.Dispose();
    }

    // A transport that retries reads the content from its start again, so both hashes are restarted.
    private ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _sourceHash?.Dispose();
        _sourceHash = _hashReceivedBytes ? new(_received.Content) : null;
        _lastStream = new(
            new EditedStream(_received.Content, _scan.Pieces, _sourceHash),
            _progress.ReportSent,
            knownSha256: _scan.ChangesContent ? null : _received.Sha256);
        return ValueTask.FromResult<Stream>(_lastStream);
    }
}
