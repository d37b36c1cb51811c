namespace Unified.Media.Drivers;

/// <summary>
/// The ability to say who can read objects without the host. Where a store has it, an item is not stored or made private in a place that is
/// not. Stores without it keep no object in public.
/// </summary>
public interface IObjectVisibility
{
    /// <summary>Returns when an item of that visibility may be kept there.</summary>
    /// <exception cref="MediaProviderException"><c>bucket_is_public</c>: the place is public, and the item is not.</exception>
    Task RequireAsync(ObjectLocation location, Visibility visibility, CancellationToken cancellationToken);
}
