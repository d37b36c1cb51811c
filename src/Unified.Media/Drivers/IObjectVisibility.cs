namespace Unified.Media.Drivers;

/// <summary>
/// The ability to check that a bucket is not public. The core uses it to reject items that are not public in public buckets. A store without this
/// ability has no public buckets.
/// </summary>
public interface IObjectVisibility
{
    /// <summary>Checks that an item with the visibility may be stored at the location.</summary>
    /// <exception cref="MediaProviderException"><c>bucket_is_public</c>: the bucket is public, and the item is not.</exception>
    Task EnsureAllowedAsync(ObjectLocation location, Visibility visibility, CancellationToken cancellationToken);
}
