using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ListsPrivateItems(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        Inner.ListAsync(query.Owner is null ? user : MediaUser.Service, query, cancellationToken);
}
