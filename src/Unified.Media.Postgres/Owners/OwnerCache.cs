using System.Collections.Concurrent;

namespace Unified.Media.Postgres;

/// <summary>
/// Caches the owner ids of logins for a limited time. A failed look-up is not cached, so that a profile is found as soon as it has been created.
/// </summary>
internal sealed class OwnerCache(TimeSpan duration, TimeProvider time)
{
    private const int MaxEntries = 50_000;

    private readonly ConcurrentDictionary<Guid, (Guid Owner, DateTimeOffset ExpiresAt)> _entries = new();

    public Guid? Find(Guid login) =>
        _entries.TryGetValue(login, out var entry) && entry.ExpiresAt > time.GetUtcNow() ? entry.Owner : null;

    public void Add(Guid login, Guid owner)
    {
        if (duration == TimeSpan.Zero)
        {
            return;
        }

        // The limit is rarely reached, so the cache is cleared instead of evicting single entries.
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[login] = (owner, time.GetUtcNow() + duration);
    }

    public void Remove(Guid login) => _entries.TryRemove(login, out _);
}
