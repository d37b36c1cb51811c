using System.Collections.Concurrent;

namespace Unified.Media.Postgres;

/// <summary>Caches the owners of logins for a limited time. Failed look-ups are not cached, so that a new profile is found at once.</summary>
internal sealed class OwnerCache(TimeSpan duration, TimeProvider time)
{
    private const int MaxEntries = 50_000;

    private readonly ConcurrentDictionary<Guid, (Guid Owner, DateTimeOffset Until)> _entries = new();

    public Guid? Find(Guid login) =>
        _entries.TryGetValue(login, out var entry) && entry.Until > time.GetUtcNow() ? entry.Owner : null;

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
