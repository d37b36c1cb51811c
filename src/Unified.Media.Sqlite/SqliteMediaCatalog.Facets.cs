using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Counts items per source type, kind and tag.</summary>
internal sealed partial class SqliteMediaCatalog
{
    private static MediaFacets Count(Session session, CatalogFilter filter, FacetOptions options)
    {
        return new()
        {
            SourceTypes = CountValues(FilterField.SourceType, "source_type"),
            Kinds = CountValues(FilterField.Kind, "type"),
            Tags = filter.Without(FilterField.Tags) is { IsEmpty: false } facetFilter ? new TagFacet(session, new(facetFilter), options).Count() : [],
        };

        IReadOnlyList<FacetCount> CountValues(FilterField field, string column) =>
            filter.Without(field) is { IsEmpty: false } facetFilter ? new ValueFacet(session, new(facetFilter), options, field, column).Count() : [];
    }
}
