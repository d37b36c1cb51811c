using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Counts items by value. A group that certainly counts nothing is not queried.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<MediaFacets> CountAsync(
        MediaUser user, CatalogQuery query, FacetCounting counting, CancellationToken cancellationToken)
    {
        var whole = query with { After = null, Sort = MediaSort.Newest };
        var (caller, sources) = await SelectAsync(user, whole with { Filter = whole.Filter with { SourceTypes = [] } }, cancellationToken)
            .ConfigureAwait(false);
        var (_, kinds) = await SelectAsync(user, whole with { Filter = whole.Filter with { Kinds = [] } }, cancellationToken).ConfigureAwait(false);
        var (_, tags) = await SelectAsync(user, whole with { TagKeys = [] }, cancellationToken).ConfigureAwait(false);
        var vocabulary = _prepared!.Vocabulary;
        var batch = new StatementBatch(caller.Role.Source);
        batch.Add(caller.Role.AssumeForRead());
        var sourceCounts = sources is null ? null : new ValueFacet(
            sources, _names, counting, Property.SourceType, "source_type", isEnum: false, OlderRowsFor(caller, sources)).AddTo(batch, vocabulary);
        var kindCounts = kinds is null ? null : new ValueFacet(
            kinds, _names, counting, Property.Kind, "type", vocabulary.Kind.IsEnum, OlderRowsFor(caller, kinds)).AddTo(batch, vocabulary);
        var tagCounts = tags is null || counting.MaxTags <= 0 ? null
            : new TagFacet(tags, _names, counting, OlderRowsFor(caller, tags)).AddTo(batch);
        if (sourceCounts is not null || kindCounts is not null || tagCounts is not null)
        {
            await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        }

        return new() { SourceTypes = sourceCounts?.Value ?? [], Kinds = kindCounts?.Value ?? [], Tags = tagCounts?.Value ?? [] };
    }
}
