using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>An object store and a catalog that work together.</summary>
/// <param name="Objects">Keeps the bytes.</param>
/// <param name="Catalog">Keeps the facts.</param>
public sealed record MediaSystem(IObjectStore Objects, IMediaCatalog Catalog);
