using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Lists a page: validates the query, decodes the cursor, reads, resolves URLs, and encodes the next cursor.</summary>
internal sealed class GetUserUnifiedMedia(IMediaCatalog catalog, ResolveUrls urls)
{
    public async Task<MediaPage> ListAsync(MediaUser user, MediaQuery query, CancellationToken cancellationToken)
    {
        var validated = QueryValidator.Validate(user, query);
        var binding = PageCursor.Bind(validated.Filter, validated.Sort);
        var page = await catalog
            .ListAsync(user, validated with { After = PageCursor.Decode(query.Cursor, query.Sort, binding) }, cancellationToken)
            .ConfigureAwait(false);
        var items = await urls.ResolveAsync(page.Items, cancellationToken).ConfigureAwait(false);
        return new() { Items = items, NextCursor = page.Next is { } next ? PageCursor.Encode(next, query.Sort, binding) : null };
    }
}
