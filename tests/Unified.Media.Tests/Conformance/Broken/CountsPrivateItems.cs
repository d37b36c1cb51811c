using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class CountsPrivateItems(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<MediaFacets> CountAsync(
        MediaUser user, CatalogQuery query, FacetCounting counting, CancellationToken cancellationToken) =>
        Inner.CountAsync(query.Owner is null ? user : MediaUser.Service, query, counting, cancellationToken);
}
