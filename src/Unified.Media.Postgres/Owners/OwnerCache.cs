using System.Collections.Concurrent;

namespace Unified.Media.Postgres;

/// <summary>Answers about owners, for a short while. Only good ones are kept, so a new profile is seen at once.</summary>
internal sealed class OwnerCache(TimeSpan lifetime, TimeProvider time)
{
    private const int MostEntries = 50_000;

    private readonly ConcurrentDictionary<Guid, (Guid Owner, DateTimeOffset Until)> _entries = new();

    public Guid? Find(Guid login) =>
        _entries.TryGetValue(login, out var entry) && entry.Until > time.GetUtcNow() ? entry.Owner : null;

    public void Keep(Guid login, Guid owner)
    {
        if (lifetime == TimeSpan.Zero)
        {
            return;
        }

        // Simple, and so rare that it costs nothing.
        if (_entries.Count >= MostEntries)
        {
            _entries.Clear();
        }

        _entries[login] = (owner, time.GetUtcNow() + lifetime);
    }

    public void Drop(Guid login) => _entries.TryRemove(login, out _);
}
