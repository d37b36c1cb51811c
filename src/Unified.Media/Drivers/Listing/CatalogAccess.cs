namespace Unified.Media.Drivers;

/// <summary>The items of a <see cref="CatalogScope"/> that a user may see.</summary>
public enum CatalogAccess
{
    /// <summary>Public items only.</summary>
    PublicOnly,

    /// <summary>All items.</summary>
    All,
}
