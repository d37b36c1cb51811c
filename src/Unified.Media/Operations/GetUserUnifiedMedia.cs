using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Lists a page: check the query, decode the cursor, read, resolve addresses, encode the next cursor.</summary>
internal sealed class GetUserUnifiedMedia(IMediaCatalog catalog, ResolveUrls urls)
{
    public async Task<MediaPage> RunAsync(MediaUser user, MediaQuery query, CancellationToken cancellationToken)
    {
        var asked = QueryValidator.Validate(user, query);
        var binding = PageCursor.Bind(asked.Filter, asked.Sort);
        var page = await catalog
            .ListAsync(user, asked with { After = PageCursor.Decode(query.Cursor, query.Sort, binding) }, cancellationToken)
            .ConfigureAwait(false);
        var items = await urls.RunAsync(page.Items, cancellationToken).ConfigureAwait(false);
        return new(items, page.Next is { } next ? PageCursor.Encode(next, query.Sort, binding) : null);
    }
}
