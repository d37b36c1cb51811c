namespace Unified.Media.Drivers;

/// <summary>The ability to give addresses that a browser can use without the host.</summary>
public interface IObjectUrls
{
    /// <summary>The permanent address of an object in a public bucket; null where the bucket is not public.</summary>
    Uri? GetPublicUrl(ObjectLocation location);

    /// <summary>Signs addresses that expire, in one call for all.</summary>
    /// <returns>One address per location, in the same order; null where the store has no such object.</returns>
    Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken);
}
