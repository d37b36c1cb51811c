namespace Unified.Media.Drivers;

/// <summary>
/// The items to which a list or a count is limited before any filter: the items of one owner or of all owners, and either all of these items or
/// only the public items.
/// </summary>
public sealed record CatalogScope
{
    private CatalogScope(OwnerId? owner, CatalogAccess access)
    {
        Owner = owner;
        Access = access;
    }

    /// <summary>The owner of the items; null for the items of all owners.</summary>
    public OwnerId? Owner { get; }

    /// <summary>
    /// The items that the user may see. A catalog must not scan other items either, because a position that contains the id of an item would
    /// disclose that the item exists.
    /// </summary>
    public CatalogAccess Access { get; }

    /// <summary>Creates the scope of one owner's items.</summary>
    /// <exception cref="ArgumentException">The owner is the default value.</exception>
    public static CatalogScope ForOwner(OwnerId owner, CatalogAccess access) =>
        owner == default ? throw new ArgumentException("The owner is empty.", nameof(owner)) : new(owner, access);

    /// <summary>Creates the scope of all owners' items.</summary>
    public static CatalogScope ForAllOwners(CatalogAccess access) => new(null, access);
}
