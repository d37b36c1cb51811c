using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class CountsPrivateItems(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
        Inner.CountAsync(user, ListsPrivateItems.ShowPrivate(filter), options, cancellationToken);
}
