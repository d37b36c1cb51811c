using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts items by value. A group that certainly counts nothing is not queried.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken)
    {
        var (caller, owner, asked) = await ResolveAsync(user, filter, cancellationToken).ConfigureAwait(false);
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
            Compile(asked.Without(field), owner) is { } less
                ? new ValueFacet(less, _names, options, field, column, isEnum, LegacyRowsFor(caller, less)).AddTo(batch, enums)
                : null;

        StatementResult<List<FacetCount>>? AddTags() =>
            options.MaxTags > 0 && Compile(asked.Without(FilterField.Tags), owner) is { } less
                ? new TagFacet(less, _names, options, LegacyRowsFor(caller, less)).AddTo(batch)
                : null;
    }
}
