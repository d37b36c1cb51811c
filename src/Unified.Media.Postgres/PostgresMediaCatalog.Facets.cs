using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogQuery query, FacetCounting counting, CancellationToken cancellationToken)
    {
        var whole = query with { After = null, Sort = MediaSort.Newest };
        var (viewer, sources) = await SelectAsync(user, whole with { Filter = whole.Filter with { SourceTypes = [] } }, cancellationToken)
            .ConfigureAwait(false);
        var (_, kinds) = await SelectAsync(user, whole with { Filter = whole.Filter with { Kinds = [] } }, cancellationToken).ConfigureAwait(false);
        var (_, tags) = await SelectAsync(user, whole with { TagKeys = [] }, cancellationToken).ConfigureAwait(false);
        var vocabulary = _prepared!.Vocabulary;
        var facets = new Facets(vocabulary)
        {
            SourceTypes = sources is null ? null : new ValueFacet(
                sources, _names, counting, Property.SourceType, "source_type", isEnum: false, OlderRowsFor(viewer, sources)),
            Kinds = kinds is null ? null : new ValueFacet(
                kinds, _names, counting, Property.Kind, "type", vocabulary.Kind.IsEnum, OlderRowsFor(viewer, kinds)),
            Tags = tags is null || counting.MaxTags <= 0 ? null : new TagFacet(tags, _names, counting, OlderRowsFor(viewer, tags)),
        };
        Statement[] groups = [.. facets.Compose()];
        return groups.Length == 0
            ? new() { SourceTypes = [], Kinds = [], Tags = [] }
            : await _roundtrips.RunAsync(
                viewer.Identity.Source,
                [viewer.Identity.TakeOnToRead(), .. groups],
                facets.ReadAsync,
                Repetition.Read,
                cancellationToken,
                groups.Length).ConfigureAwait(false);
    }
}
