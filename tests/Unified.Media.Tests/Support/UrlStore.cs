using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Adds URLs to an object store: public URLs for <c>user-media</c>, signed URLs for every stored object.</summary>
internal sealed class UrlStore(IObjectStore inner) : DelegatingObjectStore(inner), IObjectUrls
{
    public int Signings { get; private set; }

    public Exception? Failure { get; set; }

    public TimeSpan LastLifetime { get; private set; }

    public Uri? GetPublicUrl(ObjectLocation location) =>
        location.Bucket == "user-media" ? new($"https://cdn.example/{location}") : null;

    public async Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        Signings++;
        LastLifetime = lifetime;
        if (Failure is { } failure)
        {
            throw failure;
        }

        List<Uri?> signed = [];
        foreach (var location in locations)
        {
            signed.Add(await HeadAsync(location, cancellationToken) is null ? null : new($"https://signed.example/{location}?t=secret"));
        }

        return signed;
    }
}
