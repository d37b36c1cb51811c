using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Sets the URLs of items: always the stable URL, and a public or signed URL if the object store supports it. One call signs all URLs.
/// </summary>
internal sealed class ResolveUrls
{
    private readonly IObjectUrls? _urls;
    private readonly string _contentBaseUrl;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger<ResolveUrls> _logger;

    public ResolveUrls(IObjectStore store, IOptions<UnifiedMediaOptions> options, TimeProvider time, ILogger<ResolveUrls> logger)
    {
        _urls = store.GetAbility<IObjectUrls>();
        _contentBaseUrl = options.Value.ContentBaseUrl.TrimEnd('/');
        _lifetime = options.Value.UrlLifetime;
        _time = time;
        _logger = logger;
    }

    public Task<IReadOnlyList<MediaItem>> ResolveAsync(IReadOnlyList<MediaItem> items, CancellationToken cancellationToken) =>
        ResolveAsync(items, _lifetime, cancellationToken);

    public async Task<IReadOnlyList<MediaItem>> ResolveAsync(
        IReadOnlyList<MediaItem> items, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        if (_urls is null)
        {
            return [.. items.Select(WithContentUrl)];
        }

        var resolved = items.Select(item => WithContentUrl(item) with { Url = FindPublicUrl(item) }).ToArray();
        int[] unsignedIndexes = [.. Enumerable.Range(0, resolved.Length).Where(index => resolved[index] is { Url: null, Location: not null })];
        if (unsignedIndexes.Length > 0)
        {
            var expiresAt = _time.GetUtcNow() + lifetime;
            var signedUrls = await _urls
                .SignReadUrlsAsync([.. unsignedIndexes.Select(index => resolved[index].Location!)], lifetime, cancellationToken)
                .ConfigureAwait(false);
            foreach (var (index, url) in unsignedIndexes.Zip(signedUrls))
            {
                resolved[index] = resolved[index] with { Url = url, UrlExpiresAt = url is null ? null : expiresAt };
            }
        }

        return resolved;
    }

    /// <summary>
    /// Resolves the URLs of an item that has just been written. Because the write has succeeded, this method does not throw when the URL cannot be
    /// signed or the call is cancelled: it returns the item with its stable URL only.
    /// </summary>
    public async Task<MediaItem> ResolveAfterWriteAsync(MediaItem item, CancellationToken cancellationToken)
    {
        try
        {
            return (await ResolveAsync([item], cancellationToken).ConfigureAwait(false))[0];
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            Log.UrlUnavailable(_logger, item.Id, exception);
            return WithContentUrl(item);
        }
    }

    public MediaItem WithContentUrl(MediaItem item) => item with { ContentUrl = $"{_contentBaseUrl}/{item.Id}/content" };

    // A private item has no public URL, even in a public bucket.
    private Uri? FindPublicUrl(MediaItem item) =>
        item is { Location: { } location } && item.Visibility == Visibility.Public ? _urls!.GetPublicUrl(location) : null;
}
