using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>
/// One upload in chunks. The server alone knows how much it has: after everything that goes wrong it is asked, and what it does not have is
/// sent again. Cancelling ends the upload there; a failure of the network leaves it to be gone on with.
/// </summary>
internal sealed class ResumableUpload(
    TusCalls calls, BodySource source, SessionMemory memory, Func<UploadMark, CancellationToken, Task<bool>> isStored, UploadTerms terms,
    UploadProgress progress, int chunkBytes, int maxRetries, TimeProvider time, ILogger logger)
{
    private const int MaxRestarts = 3;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private UploadSession _session = null!;
    private long _offset;
    private int _failures;
    private int _restarts;
    private bool _mayBeStored;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeginAsync(cancellationToken).ConfigureAwait(false);
            while (_offset < source.Length)
            {
                await HoldAsync(cancellationToken).ConfigureAwait(false);
                await SendChunkAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StorageFault fault)
        {
            if (!fault.IsTransient || !memory.Remembers)
            {
                await EndAsync().ConfigureAwait(false);
            }

            throw calls.Translate(fault, _mayBeStored);
        }
        catch
        {
            // Cancelled, or the body is not what it said: nobody comes back for this.
            await EndAsync().ConfigureAwait(false);
            throw;
        }

        await memory.ForgetAsync().ConfigureAwait(false);
        progress.Stored();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await memory.FindAsync(cancellationToken).ConfigureAwait(false) is { } found)
        {
            _session = found;

            // The process may have died between the last chunk and its answer.
            _mayBeStored = true;
            await AskAsync(cancellationToken).ConfigureAwait(false);
            Log.UploadResumed(logger, _offset);
        }
        else
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        _session = await calls.CreateAsync(source.Length, cancellationToken).ConfigureAwait(false);
        _offset = 0;
        _mayBeStored = false;
        await memory.SaveAsync(_session, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendChunkAsync(CancellationToken cancellationToken)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var cut = terms.Pause?.Cut(interrupted);
        var part = calls.Part(_session, source, _offset, Math.Min(chunkBytes, source.Length - _offset), progress);
        try
        {
            _offset = await calls.SendAsync(part, interrupted.Token).ConfigureAwait(false);
            _failures = 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && interrupted.IsCancellationRequested)
        {
            await HoldAsync(cancellationToken).ConfigureAwait(false);
            await AskAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault) when (CanGoOn(fault))
        {
            // An answer that did not come is the last one only if everything was on its way.
            _mayBeStored |= part.OutcomeUnknown && _offset + chunkBytes >= source.Length;
            await RecoverAsync(fault, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool CanGoOn(StorageFault fault) =>
        fault.Kind is StorageFaultKind.Unavailable or StorageFaultKind.Conflict or StorageFaultKind.Gone or StorageFaultKind.NoObject;

    private async Task RecoverAsync(StorageFault fault, CancellationToken cancellationToken)
    {
        if (++_failures > maxRetries || fault.RetryAfter > RetryPipeline.LongestWait)
        {
            throw fault;
        }

        var before = _offset;
        await Task.Delay(fault.RetryAfter ?? TimeSpan.FromMilliseconds(100 << _failures), time, cancellationToken).ConfigureAwait(false);
        await AskAsync(cancellationToken).ConfigureAwait(false);
        if (_offset > before)
        {
            _failures = 0;
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            _offset = await calls.OffsetAsync(_session, cancellationToken).ConfigureAwait(false);
            if (_offset < source.Length)
            {
                _mayBeStored = false;
                return;
            }
        }
        catch (StorageFault fault) when (fault.Kind is StorageFaultKind.NoObject or StorageFaultKind.Gone)
        {
            // Over: because it is complete, or because it is too old.
        }

        if (_mayBeStored && await isStored(_session.Mark, cancellationToken).ConfigureAwait(false))
        {
            _offset = source.Length;
            return;
        }

        if (++_restarts > MaxRestarts)
        {
            throw new StorageFault(StorageFaultKind.Unavailable, "The server ends the upload again and again.");
        }

        Log.UploadRestarted(logger);
        await CreateAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task HoldAsync(CancellationToken cancellationToken) => terms.Pause?.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    private async Task EndAsync()
    {
        if (_session is null)
        {
            return;
        }

        await memory.ForgetAsync().ConfigureAwait(false);
        using var limit = new CancellationTokenSource(EndLimit, time);
        try
        {
            await calls.EndAsync(_session, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StorageFault or MediaException or OperationCanceledException)
        {
            Log.SessionLeft(logger, exception);
        }
    }
}
