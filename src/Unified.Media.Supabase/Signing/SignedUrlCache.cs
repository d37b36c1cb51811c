using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>
/// Addresses that were signed a moment ago. Every signing makes another address, even for the same moment of expiry, and a browser finds in
/// its cache only what it was given before. Addresses are kept per credential, because no server is asked who that is, and go when the
/// object is deleted or replaced here.
/// </summary>
internal sealed class SignedUrlCache
{
    private const int MaxUrls = 20_000;

    // By the object first: deleting one must not look through all.
    private readonly ConcurrentDictionary<ObjectLocation, ConcurrentDictionary<string, (long ExpiresAt, Uri Url)>> _urls = new();
    private int _added;

    public Uri? Find(ObjectLocation location, string credential, long expiresAt) =>
        _urls.TryGetValue(location, out var byCredential)
        && byCredential.TryGetValue(credential, out var entry)
        && entry.ExpiresAt == expiresAt
            ? entry.Url
            : null;

    public void Add(ObjectLocation location, string credential, long expiresAt, Uri url)
    {
        // Most of them have expired by then.
        if (Interlocked.Increment(ref _added) > MaxUrls)
        {
            _urls.Clear();
            Volatile.Write(ref _added, 1);
        }

        _urls.GetOrAdd(location, static _ => new(concurrencyLevel: 1, capacity: 1))[credential] = (expiresAt, url);
    }

    /// <summary>Forgets what was signed for everybody.</summary>
    public void Remove(ObjectLocation location) => _urls.TryRemove(location, out _);
}
