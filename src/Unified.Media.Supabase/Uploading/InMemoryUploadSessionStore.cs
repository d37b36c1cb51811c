using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>Remembers as long as the process lives, and no more than can be under way.</summary>
internal sealed class InMemoryUploadSessionStore : IUploadSessionStore
{
    private const int MaxSessions = 10_000;

    private readonly ConcurrentDictionary<string, string> _sessions = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_sessions.GetValueOrDefault(id));

    public Task SaveAsync(string id, string session, CancellationToken cancellationToken)
    {
        if (_sessions.Count >= MaxSessions)
        {
            // Abandoned ones; who comes back to one of them begins anew.
            _sessions.Clear();
        }

        _sessions[id] = session;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        _sessions.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}
