using System.Collections.Concurrent;

namespace Unified.Media.Supabase.Tests;

/// <summary>A session store that tests can inspect.</summary>
public sealed class RecordingSessionStore : IUploadSessionStore
{
    public ConcurrentDictionary<string, string> Saved { get; } = new();

    /// <summary>The server's id of the session that was saved last.</summary>
    public string? LastId { get; private set; }

    public Task<string?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Saved.GetValueOrDefault(id));

    public Task SaveAsync(string id, string session, CancellationToken cancellationToken)
    {
        Saved[id] = session;
        LastId = session.Split(' ')[0];
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        Saved.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}
