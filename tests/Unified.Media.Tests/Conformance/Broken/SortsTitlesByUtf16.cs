using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class SortsTitlesByUtf16(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var page = await Inner.ListAsync(user, query, cancellationToken);
        return query.Sort == MediaSort.Title
            ? page with { Items = [.. page.Items.OrderBy(item => TitleKey.Of(item.Title), StringComparer.Ordinal).ThenBy(item => item.Id)] }
            : page;
    }
}
