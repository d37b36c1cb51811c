namespace Unified.Media.Testing;

/// <summary>The relation of a caller to an item.</summary>
public enum CatalogPrincipal
{
    /// <summary>The owner of the item.</summary>
    Owner,

    /// <summary>Another user.</summary>
    Other,

    /// <summary>A user who has not signed in.</summary>
    Anonymous,

    /// <summary>The application itself.</summary>
    Service,
}
