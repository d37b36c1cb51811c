using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

/// <summary>An in-memory store that signs URLs, with the web server behind them.</summary>
internal sealed class SigningObjectStore(IObjectStore inner, TimeProvider time, string publicBucket)
    : DelegatingObjectStore(inner), IObjectUrls
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public Uri? GetPublicUrl(ObjectLocation location) => location.Bucket == publicBucket ? new($"http://store.test/{location}") : null;

    public async Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var expires = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds();
        var urls = new List<Uri?>();
        foreach (var location in locations)
        {
            var exists = await Inner.HeadAsync(location, cancellationToken) is not null;
            urls.Add(exists ? new($"http://store.test/{location}?expires={expires}&signature={Sign(location.ToString(), expires)}") : null);
        }

        return urls;
    }

    public ObjectLocation? LocationOf(Uri url)
    {
        var path = url.AbsolutePath[1..];
        var bucket = path.Split('/')[0];
        var location = new ObjectLocation(bucket, path[(bucket.Length + 1)..]);
        var query = url.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[^1]);
        var isSigned = long.TryParse(query.GetValueOrDefault("expires"), CultureInfo.InvariantCulture, out var expires)
            && expires > time.GetUtcNow().ToUnixTimeMilliseconds()
            && query.GetValueOrDefault("signature") == Sign(path, expires);
        return isSigned || location.Bucket == publicBucket ? location : null;
    }

    private string Sign(string path, long expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{path} {expires}")));
}
