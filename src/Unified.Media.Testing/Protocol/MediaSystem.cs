using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>The object store and the catalog of a test.</summary>
public sealed record MediaSystem
{
    /// <summary>The object store.</summary>
    public required IObjectStore Objects { get; init; }

    /// <summary>The catalog.</summary>
    public required IMediaCatalog Catalog { get; init; }
}
