using System.Runtime.CompilerServices;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// An object's bytes as they come. When the connection breaks or nothing moves, the rest is asked for again, if it is still the same
/// object.
/// </summary>
internal sealed class ResumingStream : ForwardStream
{
    private readonly ObjectReads _reads;
    private readonly ObjectLocation _location;
    private readonly StorageIdentity _identity;
    private readonly string? _etag;
    private readonly long _end;
    private HttpResponseMessage? _answer;
    private Stream? _stream;
    private StallWatch _watch;
    private long _position;
    private int _failures;
    private bool _isDisposed;

    public ResumingStream(
        ObjectReads reads, ObjectLocation location, StorageIdentity identity, string? etag, HttpResponseMessage answer, ByteRange range)
    {
        _reads = reads;
        _location = location;
        _identity = identity;
        _etag = etag;
        _answer = answer;
        _position = range.Offset;
        _end = range.Offset + range.Length!.Value;
        _watch = reads.Watch();
        _watch.Pause();
    }

    // What runs once per read pools its state: it would be the only memory that grows with the object.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!buffer.IsEmpty && _position < _end)
        {
            try
            {
                if (await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                {
                    _position += count;
                    _failures = 0;
                    return count;
                }

                throw new EndOfStreamException("The answer ended early.");
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
            {
                Break();
                cancellationToken.ThrowIfCancellationRequested();
                if (!_reads.MayTry(++_failures))
                {
                    throw new MediaProviderException(
                        "The download broke again and again.", SupabaseErrors.Provider, exception) { IsTransient = true };
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
            _answer?.Dispose();
            _watch.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _answer ??= await _reads.ReopenAsync(_location, new(_position, _end - _position), _identity, _etag, cancellationToken)
            .ConfigureAwait(false);
        using var registration = _watch.LinkTo(cancellationToken);
        _watch.Resume();
        _stream ??= await _answer.Content.ReadAsStreamAsync(_watch.Token).ConfigureAwait(false);
        var count = await _stream.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _end - _position)], _watch.Token).ConfigureAwait(false);

        // How long the reader takes over what it got is its own matter.
        _watch.Pause();
        return count;
    }

    // The rest is asked for by the next try, or by the next read where this one is cancelled or gives up.
    private void Break()
    {
        _answer?.Dispose();
        _answer = null;
        _stream = null;
        _watch.Dispose();
        _watch = _reads.Watch();
        _watch.Pause();
    }
}
