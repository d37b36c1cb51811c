using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class SortsTitlesByUtf16(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var page = await Inner.ListAsync(user, query, cancellationToken);
        var items = page.Items.OrderBy(item => TitleSortKey.FromTitle(item.Title), StringComparer.Ordinal).ThenBy(item => item.Id);
        return query.Sort == MediaSort.Title ? page with { Items = [.. items] } : page;
    }
}
