using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts items per source type, kind and tag. A count whose filter cannot match any row is not queried.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken)
    {
        var (caller, owner, resolvedFilter) = await ResolveAsync(user, filter, cancellationToken).ConfigureAwait(false);
        var enums = _schema!.Enums;
        var batch = new StatementBatch(caller.DatabaseRole.DataSource);
        batch.Add(caller.DatabaseRole.SetRoleForRead());
        var sourceTypes = AddValueFacet(FilterField.SourceType, "source_type", isEnum: false);
        var kinds = AddValueFacet(FilterField.Kind, "type", enums.Kind.IsEnum);
        var tags = AddTagFacet();
        if (sourceTypes is not null || kinds is not null || tags is not null)
        {
            await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        }

        return new() { SourceTypes = sourceTypes?.Value ?? [], Kinds = kinds?.Value ?? [], Tags = tags?.Value ?? [] };

        StatementResult<IReadOnlyList<FacetCount>>? AddValueFacet(FilterField field, string column, bool isEnum) =>
            Compile(resolvedFilter.Without(field), owner) is { } facetFilter
                ? new ValueFacet(facetFilter, _names, options, field, column, isEnum, LegacyRowsFor(caller, facetFilter)).AddTo(batch, enums)
                : null;

        StatementResult<List<FacetCount>>? AddTagFacet() =>
            options.MaxTags > 0 && Compile(resolvedFilter.Without(FilterField.Tags), owner) is { } facetFilter
                ? new TagFacet(facetFilter, _names, options, LegacyRowsFor(caller, facetFilter)).AddTo(batch)
                : null;
    }
}
