using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>
/// Addresses that were signed a moment ago. Every signing makes another address, even for the same moment of expiry, and a browser finds in
/// its cache only what it was given before. Addresses are kept per user, and go when the object is deleted or replaced here.
/// </summary>
internal sealed class SignedUrlCache
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(ObjectLocation Location, string Subject), (long ExpiresAt, Uri Url)> _urls = new();

    public Uri? Find(ObjectLocation location, string subject, long expiresAt) =>
        _urls.TryGetValue((location, subject), out var entry) && entry.ExpiresAt == expiresAt ? entry.Url : null;

    public void Add(ObjectLocation location, string subject, long expiresAt, Uri url)
    {
        if (_urls.Count >= Most)
        {
            _urls.Clear();
        }

        _urls[(location, subject)] = (expiresAt, url);
    }

    /// <summary>Forgets what was signed for everybody: rare enough to look through all.</summary>
    public void Remove(ObjectLocation location)
    {
        foreach (var key in _urls.Keys.Where(key => key.Location == location))
        {
            _urls.TryRemove(key, out _);
        }
    }
}
