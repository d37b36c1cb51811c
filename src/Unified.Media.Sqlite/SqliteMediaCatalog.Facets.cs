using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Counts.</summary>
internal sealed partial class SqliteMediaCatalog
{
    private static MediaFacets Count(Session session, MediaUser user, CatalogQuery query, FacetCounting counting)
    {
        var whole = query with { After = null, Sort = MediaSort.Newest };
        return new()
        {
            SourceTypes = CountValues(whole with { Filter = whole.Filter with { SourceTypes = [] } }, Property.SourceType, "source_type"),
            Kinds = CountValues(whole with { Filter = whole.Filter with { Kinds = [] } }, Property.Kind, "type"),
            Tags = Selection.Of(user, whole with { TagKeys = [] }) is { } untagged ? new TagFacet(session, untagged, counting).Count() : [],
        };

        IReadOnlyList<FacetCount> CountValues(CatalogQuery less, Property property, string column) =>
            Selection.Of(user, less) is { } selection ? new ValueFacet(session, selection, counting, property, column).Count() : [];
    }
}
