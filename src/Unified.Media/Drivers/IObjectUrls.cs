namespace Unified.Media.Drivers;

/// <summary>The ability to create URLs that a browser can request directly from the store.</summary>
public interface IObjectUrls
{
    /// <summary>Returns the permanent URL of an object in a public bucket; null when the bucket is not public.</summary>
    Uri? GetPublicUrl(ObjectLocation location);

    /// <summary>Signs URLs that expire after <paramref name="lifetime"/>, with one call for all objects.</summary>
    /// <returns>One URL per location, in the same order; null for an absent object and for a key that the store does not accept.</returns>
    Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken);
}
