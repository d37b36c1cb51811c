namespace Unified.Media.Supabase;

public sealed partial class SupabaseBucket
{
    private static readonly TimeSpan MinLifetime = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Signs an address that gives the object to anybody until it expires. It works for the lifetime, and for half as long again at most:
    /// moments are rounded, so that browsers meet the same address again and need not load twice. It cannot be taken back, but by
    /// deleting or moving the object. Do not log it.
    /// </summary>
    /// <param name="key">Which object.</param>
    /// <param name="lifetime">At least a second.</param>
    /// <param name="signing">A picture made of it, or a download; null for the object as it is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is no such object, or a policy hides it.</returns>
    public Task<Uri?> SignReadUrlAsync(
        string key, TimeSpan lifetime, SignedUrlOptions? signing = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, MinLifetime);
        return _signing.SignAsync(Locate(key), lifetime, signing ?? new(), cancellationToken);
    }

    /// <summary>The same for many objects, a thousand with one call.</summary>
    /// <returns>
    /// One answer per key, in the same order; an object that is not there has no address and keeps no other from having one.
    /// </returns>
    public async Task<IReadOnlyList<SupabaseSignedUrl>> SignReadUrlsAsync(
        IReadOnlyCollection<string> keys, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, MinLifetime);
        var urls = await _signing.SignAsync(Name, [.. keys.Select(Locate)], lifetime, cancellationToken).ConfigureAwait(false);
        return [.. keys.Zip(urls, (key, url) => new SupabaseSignedUrl(key, url))];
    }

    /// <summary>The permanent address of an object, or of a picture made of it. It leads nowhere when the bucket is not public.</summary>
    public Uri GetPublicUrl(string key, SupabaseImageTransform? transform = null) => _signing.PublicUrl(Locate(key), transform);
}
