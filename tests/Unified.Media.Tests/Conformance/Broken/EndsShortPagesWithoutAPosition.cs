using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class EndsShortPagesWithoutAPosition(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        await Inner.ListAsync(user, query, cancellationToken) is var page && page.Items.Count < query.Limit
            ? page with { Next = null }
            : page;
}
