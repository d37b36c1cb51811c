using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>
/// The session of an upload in the session store. Without an id, all methods do nothing, because the upload cannot be resumed later. Errors of the
/// store are logged and not thrown.
/// </summary>
internal sealed class SavedUploadSession(IUploadSessionStore sessions, string? id, ILogger logger)
{
    /// <summary>True when a later upload can resume this one.</summary>
    public bool CanBeResumed => id is not null;

    public async Task<UploadSession?> FindAsync(CancellationToken cancellationToken)
    {
        UploadSession? session = null;
        await TryAsync(async id =>
            session = UploadSession.Parse(await sessions.FindAsync(id, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        return session;
    }

    public Task SaveAsync(UploadSession session, CancellationToken cancellationToken) =>
        TryAsync(id => sessions.SaveAsync(id, session.ToString(), cancellationToken));

    public Task RemoveAsync() => TryAsync(id => sessions.RemoveAsync(id, CancellationToken.None));

    private async Task TryAsync(Func<string, Task> call)
    {
        if (id is null)
        {
            return;
        }

        try
        {
            await call(id).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.SessionStoreFailed(logger, exception);
        }
    }
}
