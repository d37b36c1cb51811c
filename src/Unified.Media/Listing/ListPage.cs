using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Reads one page of a validated query: decodes the cursor, lists the items, resolves their URLs, and encodes the next cursor.</summary>
internal sealed class ListPage(IMediaCatalog catalog, ResolveUrls urls)
{
    public async Task<MediaPage> ReadAsync(MediaUser user, CatalogQuery query, string? cursor, CancellationToken cancellationToken)
    {
        var queryHash = PageCursor.HashQuery(query.Filter, query.Sort);
        var page = await catalog
            .ListAsync(user, query with { After = PageCursor.Decode(cursor, query.Sort, queryHash) }, cancellationToken)
            .ConfigureAwait(false);
        var items = await urls.ResolveAsync(page.Items, cancellationToken).ConfigureAwait(false);
        return new() { Items = items, NextCursor = page.Next is { } next ? PageCursor.Encode(next, query.Sort, queryHash) : null };
    }
}
