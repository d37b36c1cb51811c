using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts items by value. A group that certainly counts nothing is not queried.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogFilter filter, FacetCounting counting, CancellationToken cancellationToken)
    {
        var (caller, owner, resolved) = await ResolveAsync(user, filter, cancellationToken).ConfigureAwait(false);
        var sources = SelectWithout(FilterField.SourceType);
        var kinds = SelectWithout(FilterField.Kind);
        var tags = SelectWithout(FilterField.Tags);
        var vocabulary = _prepared!.Vocabulary;
        var batch = new StatementBatch(caller.Role.Source);
        batch.Add(caller.Role.AssumeForRead());
        var sourceCounts = sources is null ? null : new ValueFacet(
            sources, _names, counting, FilterField.SourceType, "source_type", isEnum: false, OlderRowsFor(caller, sources)).AddTo(batch, vocabulary);
        var kindCounts = kinds is null ? null : new ValueFacet(
            kinds, _names, counting, FilterField.Kind, "type", vocabulary.Kind.IsEnum, OlderRowsFor(caller, kinds)).AddTo(batch, vocabulary);
        var tagCounts = tags is null || counting.MaxTags <= 0 ? null
            : new TagFacet(tags, _names, counting, OlderRowsFor(caller, tags)).AddTo(batch);
        if (sourceCounts is not null || kindCounts is not null || tagCounts is not null)
        {
            await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        }

        return new() { SourceTypes = sourceCounts?.Value ?? [], Kinds = kindCounts?.Value ?? [], Tags = tagCounts?.Value ?? [] };

        Selection? SelectWithout(FilterField field) => Select(owner, new() { Filter = resolved.Without(field) });
    }
}
