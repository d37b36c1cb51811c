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

    // The outer key is the object, so that the entries of a deleted object are found without a search.
    private readonly ConcurrentDictionary<ObjectLocation, ConcurrentDictionary<string, (long ExpiresAt, Uri Url)>> _urls = new();
    private int _addedCount;

    public Uri? Find(ObjectLocation location, string credentialId, long expiresAt) =>
        _urls.TryGetValue(location, out var urlsByCredential)
        && urlsByCredential.TryGetValue(credentialId, out var entry)
        && entry.ExpiresAt == expiresAt
            ? entry.Url
            : null;

    public void Add(ObjectLocation location, string credentialId, long expiresAt, Uri url)
    {
        // Clears the whole cache, because most of its entries have expired when the limit is reached.
        if (Interlocked.Increment(ref _addedCount) > MaxUrls)
        {
            _urls.Clear();
            Volatile.Write(ref _addedCount, 1);
        }

        _urls.GetOrAdd(location, static _ => new(concurrencyLevel: 1, capacity: 1))[credentialId] = (expiresAt, url);
    }

    /// <summary>Removes the URLs of an object for all access tokens.</summary>
    public void Remove(ObjectLocation location) => _urls.TryRemove(location, out _);
}
