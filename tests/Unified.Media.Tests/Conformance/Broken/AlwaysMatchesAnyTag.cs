using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class AlwaysMatchesAnyTag(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        Inner.ListAsync(user, query with { Filter = query.Filter with { TagMatch = TagMatch.Any } }, cancellationToken);
}
