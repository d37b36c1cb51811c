using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Counts what a query finds, per source type, kind and tag.</summary>
internal sealed class GetMediaFacets(IMediaCatalog catalog)
{
    public Task<MediaFacets> RunAsync(MediaUser user, MediaQuery query, CancellationToken cancellationToken) =>
        catalog.CountAsync(user, QueryValidator.Validate(user, query).Filter, query.Facets, cancellationToken);
}
