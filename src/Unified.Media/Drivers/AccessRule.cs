namespace Unified.Media.Drivers;

/// <summary>
/// The access rule for catalogs whose database does not enforce an access rule itself. Owners read and change their items. Every user reads public
/// items. The service reads and changes every item.
/// </summary>
public static class AccessRule
{
    /// <summary>Returns true when the user may read an item of the owner with the visibility.</summary>
    public static bool CanRead(MediaUser user, OwnerId owner, Visibility visibility) =>
        CanChange(user, owner) || visibility == Visibility.Public;

    /// <summary>Returns true when the user may change and delete an item of the owner.</summary>
    public static bool CanChange(MediaUser user, OwnerId owner)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsService || user.Id == owner;
    }

    /// <summary>
    /// Returns the scope of a list: the items of the owner, or of all owners if the owner is null, as far as the user may read them.
    /// </summary>
    public static CatalogScope GetScope(MediaUser user, OwnerId? owner)
    {
        ArgumentNullException.ThrowIfNull(user);
        return owner is { } ownerId
            ? CatalogScope.ForOwner(ownerId, CanChange(user, ownerId) ? CatalogAccess.All : CatalogAccess.PublicOnly)
            : CatalogScope.ForAllOwners(user.IsService ? CatalogAccess.All : CatalogAccess.PublicOnly);
    }
}
