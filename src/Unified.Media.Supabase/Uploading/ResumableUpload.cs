using Microsoft.Extensions.Logging;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// A resumable upload. After an error, it gets the offset from the server, and continues there. When the upload is cancelled, its session at the
/// server is deleted. When the network fails, a later upload can resume it.
/// </summary>
internal sealed class ResumableUpload(
    ResumableUploadApi api, ObjectReader reader, ResumableUploadTarget target, ObjectBodyReader body, SavedUploadSession savedSession,
    ResumableUploadSettings settings, TimeProvider time, ILogger logger)
{
    private const int MaxRestarts = 3;
    private static readonly TimeSpan AbandonTimeout = TimeSpan.FromSeconds(5);

    private readonly UploadProgress _progress = new(target.Options.Progress, body.Length);
    private UploadSession _session = null!;
    private long _offset;
    private int _failures;
    private int _restarts;

    // True when the server may have stored the last chunk, and with it the object, but its response was lost.
    private bool _mayBeStored;

    public async Task UploadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            while (_offset < body.Length)
            {
                await WaitWhilePausedAsync(cancellationToken).ConfigureAwait(false);
                await SendChunkAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { IsTransient: true } error)
        {
            if (!savedSession.CanBeResumed)
            {
                await AbandonAsync().ConfigureAwait(false);
            }

            if (_mayBeStored)
            {
                throw SupabaseErrors.OutcomeUnknown(error, ResumableUploadApi.Purpose);
            }

            throw;
        }
        catch
        {
            // The upload was denied or cancelled, or the content has another length than announced. It cannot be resumed.
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }

        await savedSession.RemoveAsync().ConfigureAwait(false);
        _progress.ReportStored();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await savedSession.FindAsync(cancellationToken).ConfigureAwait(false) is { } storedSession)
        {
            _session = storedSession;

            // The earlier upload may have sent the last chunk without receiving the response.
            _mayBeStored = true;
            await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
            Log.UploadResumed(logger, _offset);
        }
        else
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        _session = await api.CreateAsync(target, body.Length, cancellationToken).ConfigureAwait(false);
        _offset = 0;
        _mayBeStored = false;
        await savedSession.SaveAsync(_session, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendChunkAsync(CancellationToken cancellationToken)
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var registration = target.Options.Pause?.CancelOnPause(interruption);
        var chunk = new ByteRange(_offset, Math.Min(settings.ChunkBytes, body.Length - _offset));
        try
        {
            _offset = await api.AppendAsync(target, _session, body, chunk, _progress, interruption.Token).ConfigureAwait(false);
            _failures = 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && interruption.IsCancellationRequested)
        {
            await WaitWhilePausedAsync(cancellationToken).ConfigureAwait(false);
            await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException error && CanRecover(error))
        {
            // Only the last chunk stores the object.
            _mayBeStored |= error.CallOutcomeUnknown && _offset + settings.ChunkBytes >= body.Length;
            if (++_failures > settings.MaxRetries || error.RetryAfter > RetryPipeline.MaxRetryAfter)
            {
                throw;
            }

            await RecoverAsync(error.RetryAfter, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool CanRecover(StorageException error) =>
        error.Kind is StorageErrorKind.Unavailable or StorageErrorKind.Conflict or StorageErrorKind.Gone or StorageErrorKind.ObjectNotFound;

    private async Task RecoverAsync(TimeSpan? delay, CancellationToken cancellationToken)
    {
        var previousOffset = _offset;
        await Task.Delay(delay ?? TimeSpan.FromMilliseconds(100 << _failures), time, cancellationToken).ConfigureAwait(false);
        await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        if (_offset > previousOffset)
        {
            _failures = 0;
        }
    }

    // Continues at the offset of the server. When the session has ended, the object is stored or the upload starts again with a new session.
    private async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        if (await api.GetOffsetAsync(target, _session, cancellationToken).ConfigureAwait(false) is { } offset)
        {
            _offset = offset;
            if (_offset < body.Length)
            {
                _mayBeStored = false;
                return;
            }
        }

        if (_mayBeStored
            && await reader.HasMarkerAsync(target.Caller, target.Location, _session.Marker, cancellationToken).ConfigureAwait(false))
        {
            _offset = body.Length;
            return;
        }

        if (++_restarts > MaxRestarts)
        {
            throw SupabaseErrors.Unavailable(
                "Supabase Storage is unavailable and could not store the object.",
                new StorageException(StorageErrorKind.Unavailable, "The server ended the session of the upload repeatedly."));
        }

        Log.UploadRestarted(logger);
        await CreateAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task WaitWhilePausedAsync(CancellationToken cancellationToken) =>
        target.Options.Pause?.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    private async Task AbandonAsync()
    {
        if (_session is null)
        {
            return;
        }

        await savedSession.RemoveAsync().ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(AbandonTimeout, time);
        try
        {
            await api.DeleteAsync(target, _session, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            Log.SessionNotEnded(logger, exception);
        }
    }
}
