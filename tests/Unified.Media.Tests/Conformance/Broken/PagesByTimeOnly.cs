using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PagesByTimeOnly(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        Inner.ListAsync(
            user,
            query.After is { } after && query.Sort == MediaSort.Newest ? query with { After = after with { Id = default } } : query,
            cancellationToken);
}
