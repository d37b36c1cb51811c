using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts items by value. A facet whose filter cannot match any row is not queried.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken)
    {
        var (caller, owner, resolved) = await ResolveAsync(user, filter, cancellationToken).ConfigureAwait(false);
        var enums = _prepared!.Enums;
        var batch = new StatementBatch(caller.Role.Source);
        batch.Add(caller.Role.AssumeForRead());
        var sourceTypes = AddValues(FilterField.SourceType, "source_type", isEnum: false);
        var kinds = AddValues(FilterField.Kind, "type", enums.Kind.IsEnum);
        var tags = AddTags();
        if (sourceTypes is not null || kinds is not null || tags is not null)
        {
            await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        }

        return new() { SourceTypes = sourceTypes?.Value ?? [], Kinds = kinds?.Value ?? [], Tags = tags?.Value ?? [] };

        StatementResult<IReadOnlyList<FacetCount>>? AddValues(FilterField field, string column, bool isEnum) =>
            Compile(resolved.Without(field), owner) is { } facetFilter
                ? new ValueFacet(facetFilter, _names, options, field, column, isEnum, LegacyRowsFor(caller, facetFilter)).AddTo(batch, enums)
                : null;

        StatementResult<List<FacetCount>>? AddTags() =>
            options.MaxTags > 0 && Compile(resolved.Without(FilterField.Tags), owner) is { } facetFilter
                ? new TagFacet(facetFilter, _names, options, LegacyRowsFor(caller, facetFilter)).AddTo(batch)
                : null;
    }
}
