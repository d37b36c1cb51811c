namespace Unified.Media.Drivers;

/// <summary>
/// Who may see and change what, for catalogs whose database has no rule of its own: owners see and change their items, everybody sees
/// public ones, the service sees and changes all.
/// </summary>
public static class AccessRule
{
    /// <summary>True when the user may see an item of this owner and visibility.</summary>
    public static bool MaySee(MediaUser user, OwnerId owner, Visibility visibility) =>
        MayChange(user, owner) || visibility == Visibility.Public;

    /// <summary>True when the user may change and delete an item of this owner.</summary>
    public static bool MayChange(MediaUser user, OwnerId owner)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsService || user.Id == owner;
    }

    /// <summary>Which of an owner's items the user may see.</summary>
    public static CatalogAccess AccessTo(MediaUser user, OwnerId owner) =>
        MayChange(user, owner) ? CatalogAccess.All : CatalogAccess.PublicOnly;
}
