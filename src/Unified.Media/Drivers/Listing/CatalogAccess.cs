namespace Unified.Media.Drivers;

/// <summary>Which items of an owner a user may see.</summary>
public enum CatalogAccess
{
    /// <summary>The public ones.</summary>
    PublicOnly,

    /// <summary>All of them.</summary>
    All,
}
