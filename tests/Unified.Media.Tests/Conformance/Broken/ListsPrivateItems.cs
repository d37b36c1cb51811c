using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ListsPrivateItems(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        Inner.ListAsync(user, query with { Filter = ShowPrivate(query.Filter) }, cancellationToken);

    internal static CatalogFilter ShowPrivate(CatalogFilter filter) => filter with
    {
        Scope = filter.Scope.Owner is { } owner
            ? CatalogScope.ForOwner(owner, CatalogAccess.All)
            : CatalogScope.ForAllOwners(CatalogAccess.All),
    };
}
