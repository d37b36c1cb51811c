namespace Unified.Media.Testing;

/// <summary>On whose behalf a call is made, seen from an item.</summary>
public enum CatalogPrincipal
{
    /// <summary>Whose the item is.</summary>
    Owner,

    /// <summary>Another user.</summary>
    Other,

    /// <summary>Nobody in particular.</summary>
    Anonymous,

    /// <summary>The application itself.</summary>
    Service,
}
