using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class CountsUnderItsOwnFilter(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken)
    {
        var facets = await Inner.CountAsync(user, filter, options, cancellationToken);
        var allowed = filter.SourceTypes.Select(type => type.ToString()).ToArray();
        return allowed.Length == 0
            ? facets
            : facets with { SourceTypes = [.. facets.SourceTypes.Where(count => allowed.Contains(count.Value))] };
    }
}
