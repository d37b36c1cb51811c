using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>An object store and a catalog that are used together.</summary>
public sealed record MediaSystem
{
    /// <summary>The object store.</summary>
    public required IObjectStore Objects { get; init; }

    /// <summary>The catalog.</summary>
    public required IMediaCatalog Catalog { get; init; }
}
