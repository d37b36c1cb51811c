using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Streams an object. When the connection breaks or stalls, requests the remaining bytes, unless the object has changed.
/// </summary>
internal sealed class ResumingStream : ForwardStream
{
    private readonly ObjectReader _reader;
    private readonly ObjectLocation _location;
    private readonly StorageIdentity _identity;
    private readonly string? _etag;
    private readonly long _endPosition;
    private HttpResponseMessage? _response;
    private Stream? _stream;
    private StallTimer _stallTimer;
    private long _position;
    private int _failures;
    private bool _isDisposed;

    public ResumingStream(
        ObjectReader reader, StorageIdentity identity, ObjectLocation location, string? etag, HttpResponseMessage response, ByteRange range)
    {
        _reader = reader;
        _location = location;
        _identity = identity;
        _etag = etag;
        _response = response;
        _position = range.Offset;
        _endPosition = range.Offset + range.Length!.Value;
        _stallTimer = reader.CreateStallTimer();
        _stallTimer.Stop();
    }

    // Uses the pooling builder, because allocations per read would grow with the size of the object.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!buffer.IsEmpty && _position < _endPosition)
        {
            try
            {
                if (await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                {
                    _position += count;
                    _failures = 0;
                    return count;
                }

                throw new EndOfStreamException("The response ended before the announced length.");
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
            {
                CloseResponse();
                cancellationToken.ThrowIfCancellationRequested();
                if (!_reader.MayRetry(++_failures))
                {
                    throw SupabaseErrors.Unavailable("The download was interrupted, and all attempts to resume it failed.", exception);
                }
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _response?.Dispose();
            _stallTimer.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _response ??= await _reader.ReopenAsync(_identity, _location, new(_position, _endPosition - _position), _etag, cancellationToken)
            .ConfigureAwait(false);
        using var registration = _stallTimer.LinkTo(cancellationToken);
        _stallTimer.Restart();
        _stream ??= await _response.Content.ReadAsStreamAsync(_stallTimer.Token).ConfigureAwait(false);
        var block = buffer[..(int)Math.Min(buffer.Length, _endPosition - _position)];
        var count = await _stream.ReadAsync(block, _stallTimer.Token).ConfigureAwait(false);

        // The time between two reads of the caller does not count as a stall.
        _stallTimer.Stop();
        return count;
    }

    // The next attempt, or the next read by the caller, sends a new request.
    private void CloseResponse()
    {
        _response?.Dispose();
        _response = null;
        _stream = null;
        _stallTimer.Dispose();
        _stallTimer = _reader.CreateStallTimer();
        _stallTimer.Stop();
    }
}
