using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Wraps drivers so that a service provider does not dispose the drivers. The wrappers do not implement <see cref="IDisposable"/>.</summary>
internal static class NonDisposingDrivers
{
    public static IObjectStore Store(IObjectStore store) => new NonDisposingObjectStore(store);

    public static IMediaCatalog Catalog(IMediaCatalog catalog) => new NonDisposingMediaCatalog(catalog);

    private sealed class NonDisposingObjectStore(IObjectStore inner) : DelegatingObjectStore(inner);

    private sealed class NonDisposingMediaCatalog(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
}
