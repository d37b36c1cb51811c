using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ComparesTagsCaseSensitively(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var page = await Inner.ListAsync(user, query, cancellationToken);
        return query.Filter.TagMatch == TagMatch.All
            ? page with { Items = [.. page.Items.Where(item => query.Filter.TagKeys.All(item.Tags.Contains))] }
            : page;
    }
}
