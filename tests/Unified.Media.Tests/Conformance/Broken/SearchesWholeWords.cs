using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class SearchesWholeWords(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var page = await Inner.ListAsync(user, query, cancellationToken);
        return page with { Items = [.. page.Items.Where(item => query.Filter.SearchTokens.All(SearchTokenizer.Tokenize(item.Metadata).Contains))] };
    }
}
