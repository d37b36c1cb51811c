using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>Stores sessions in memory, up to a maximum number.</summary>
internal sealed class InMemoryUploadSessionStore : IUploadSessionStore
{
    private const int MaxSessions = 10_000;

    private readonly ConcurrentDictionary<string, string> _sessions = new(StringComparer.Ordinal);

    public Task<string?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_sessions.GetValueOrDefault(id));

    public Task SaveAsync(string id, string session, CancellationToken cancellationToken)
    {
        if (_sessions.Count >= MaxSessions)
        {
            // Most of them are abandoned. An upload whose session is lost begins again.
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
