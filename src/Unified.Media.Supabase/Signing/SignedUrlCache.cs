using System.Collections.Concurrent;

namespace Unified.Media.Supabase;

/// <summary>
/// Caches signed URLs, so that repeated calls return the same URL and browsers can cache its content: Storage signs a different URL every time, even
/// for the same expiry. The cache is separate per access token, because Storage does not verify the token when a cached URL is returned. Deleting or
/// replacing an object removes its entries. Safe for concurrent use.
/// </summary>
internal sealed class SignedUrlCache
{
    private const int MaxUrls = 20_000;

    // The outer key is the object, so that deleting an object does not search all entries.
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
        // Clears the whole cache, because most of the entries have expired by then.
        if (Interlocked.Increment(ref _added) > MaxUrls)
        {
            _urls.Clear();
            Volatile.Write(ref _added, 1);
        }

        _urls.GetOrAdd(location, static _ => new(concurrencyLevel: 1, capacity: 1))[credential] = (expiresAt, url);
    }

    /// <summary>Removes the URLs of an object for all access tokens.</summary>
    public void Remove(ObjectLocation location) => _urls.TryRemove(location, out _);
}
