using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>Stores at most 10,000 sessions in memory.</summary>
internal sealed class InMemoryUploadSessionStore : IUploadSessionStore
{
    private const int MaxSessions = 10_000;

    private readonly ConcurrentDictionary<string, string> _sessions = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_sessions.GetValueOrDefault(id));

    public Task SaveAsync(string id, string session, CancellationToken cancellationToken)
    {
        if (_sessions.Count >= MaxSessions)
        {
            // Most of so many sessions are abandoned. An upload whose session is removed starts from the beginning when it is retried.
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
