using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PagesByMilliseconds(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        Inner.ListAsync(
            user,
            query.After is { } after ? query with { After = after with { Number = after.Number / 1000 * 1000 } } : query,
            cancellationToken);
}
