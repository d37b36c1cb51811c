using Microsoft.Extensions.Logging;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// One upload in chunks. The server alone knows how much it has: after every error it is asked, and what it does not have is sent again.
/// Cancelling ends the upload there; a failure of the network leaves it to be resumed.
/// </summary>
internal sealed class ResumableUpload(
    ResumableUploadApi api, ObjectReads reads, ResumableTarget target, BodySource source, UploadSessionCache sessions, ResumableRules rules,
    TimeProvider time, ILogger logger)
{
    private const int MaxRestarts = 3;
    private static readonly TimeSpan AbandonTimeout = TimeSpan.FromSeconds(5);

    private readonly UploadProgress _progress = new(target.Options.Progress, source.Length);
    private UploadSession _session = null!;
    private long _offset;
    private int _failures;
    private int _restarts;
    private bool _mayBeStored;

    public async Task UploadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            while (_offset < source.Length)
            {
                await WaitWhilePausedAsync(cancellationToken).ConfigureAwait(false);
                await SendChunkAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { IsTransient: true } error)
        {
            if (!sessions.IsEnabled)
            {
                await AbandonAsync().ConfigureAwait(false);
            }

            if (_mayBeStored)
            {
                throw SupabaseErrors.OutcomeUnknown(error, ResumableUploadApi.What);
            }

            throw;
        }
        catch
        {
            // Refused, cancelled, or the body is not what it said: no later call resumes this.
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }

        await sessions.RemoveAsync().ConfigureAwait(false);
        _progress.ReportStored();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cancellationToken).ConfigureAwait(false) is { } found)
        {
            _session = found;

            // The process may have died between the last chunk and its answer.
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
        _session = await api.CreateAsync(target, source.Length, cancellationToken).ConfigureAwait(false);
        _offset = 0;
        _mayBeStored = false;
        await sessions.SaveAsync(_session, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendChunkAsync(CancellationToken cancellationToken)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var cut = target.Options.Pause?.Cut(interrupted);
        var part = new ByteRange(_offset, Math.Min(rules.ChunkBytes, source.Length - _offset));
        try
        {
            _offset = await api.AppendAsync(target, _session, source, part, _progress, interrupted.Token).ConfigureAwait(false);
            _failures = 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && interrupted.IsCancellationRequested)
        {
            await WaitWhilePausedAsync(cancellationToken).ConfigureAwait(false);
            await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException error && CanRecover(error))
        {
            // An answer that did not come is the last one only if everything was on its way.
            _mayBeStored |= error.CallOutcomeUnknown && _offset + rules.ChunkBytes >= source.Length;
            if (++_failures > rules.MaxRetries || error.RetryAfter > RetryPipeline.MaxWait)
            {
                throw;
            }

            await RecoverAsync(error.RetryAfter, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool CanRecover(StorageException error) =>
        error.Kind is StorageErrorKind.Unavailable or StorageErrorKind.Conflict or StorageErrorKind.Gone or StorageErrorKind.NoObject;

    private async Task RecoverAsync(TimeSpan? delay, CancellationToken cancellationToken)
    {
        var before = _offset;
        await Task.Delay(delay ?? TimeSpan.FromMilliseconds(100 << _failures), time, cancellationToken).ConfigureAwait(false);
        await SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        if (_offset > before)
        {
            _failures = 0;
        }
    }

    // Goes on where the server is; with another session where this one is over, because it is complete or because it is too old.
    private async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        if (await api.GetOffsetAsync(target, _session, cancellationToken).ConfigureAwait(false) is { } offset)
        {
            _offset = offset;
            if (_offset < source.Length)
            {
                _mayBeStored = false;
                return;
            }
        }

        if (_mayBeStored
            && await reads.IsMarkedAsync(target.Location, _session.Mark, target.Identity, cancellationToken).ConfigureAwait(false))
        {
            _offset = source.Length;
            return;
        }

        if (++_restarts > MaxRestarts)
        {
            throw new MediaProviderException(
                "Supabase Storage could not store the object now.",
                SupabaseErrors.Provider,
                new StorageException(StorageErrorKind.Unavailable, "The server ends the upload again and again."))
            {
                IsTransient = true,
            };
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

        await sessions.RemoveAsync().ConfigureAwait(false);
        using var limit = new CancellationTokenSource(AbandonTimeout, time);
        try
        {
            await api.DeleteAsync(target, _session, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            Log.SessionLeft(logger, exception);
        }
    }
}
