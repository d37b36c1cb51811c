namespace Unified.Media.Supabase;

internal sealed partial class SupabaseBucket
{
    private static readonly TimeSpan MinLifetime = TimeSpan.FromSeconds(1);

    public Task<Uri?> SignReadUrlAsync(
        string key, TimeSpan lifetime, SignedUrlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, MinLifetime);
        return _signer.SignAsync(_user, Locate(key), lifetime, options ?? new(), cancellationToken);
    }

    public async Task<IReadOnlyList<SupabaseSignedUrl>> SignReadUrlsAsync(
        IReadOnlyCollection<string> keys, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, MinLifetime);
        var urls = await _signer.SignAsync(_user, Name, [.. keys.Select(Locate)], lifetime, cancellationToken).ConfigureAwait(false);
        return [.. keys.Zip(urls, (key, url) => new SupabaseSignedUrl { Key = key, Url = url })];
    }

    public Uri GetPublicUrl(string key, SupabaseImageTransform? transform = null) => _signer.GetPublicUrl(Locate(key), transform);
}
