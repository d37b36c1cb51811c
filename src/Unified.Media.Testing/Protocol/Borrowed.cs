using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// Drivers that outlive the services which use them: a service provider disposes what it was given, unless it cannot see how.
/// </summary>
internal static class Borrowed
{
    public static IObjectStore Store(IObjectStore store) => new BorrowedObjectStore(store);

    public static IMediaCatalog Catalog(IMediaCatalog catalog) => new BorrowedMediaCatalog(catalog);

    private sealed class BorrowedObjectStore(IObjectStore inner) : DelegatingObjectStore(inner);

    private sealed class BorrowedMediaCatalog(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
}
