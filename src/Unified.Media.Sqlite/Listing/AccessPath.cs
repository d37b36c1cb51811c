using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// The index that a statement scans, in one or more disjoint ranges whose rows are merged. The statement names the index, so that the plan does
/// not depend on statistics.
/// </summary>
internal sealed record AccessPath
{
    /// <summary>The field of the conditions that find the ranges.</summary>
    public required FilterField Field { get; init; }

    /// <summary>The table and index that are scanned.</summary>
    public required string Source { get; init; }

    /// <summary>The join with the row <c>m</c> of the item; empty if the source is the table of items.</summary>
    public string Join { get; init; } = "";

    /// <summary>One SQL condition per range.</summary>
    public required IReadOnlyList<string> Ranges { get; init; }

    /// <summary>True when every item of the ranges meets all conditions on <see cref="Field"/>.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The column of the source that contains the creation time.</summary>
    public string CreatedAt { get; init; } = "m.created_at";

    /// <summary>The column of the source that contains the id of the item.</summary>
    public string Id { get; init; } = "m.id";

    /// <summary>Returns the column by which an order sorts; the column of the index if the order is by time.</summary>
    public string Key(OrderSql order) => order.Order.IsByTime ? CreatedAt : $"m.{order.Column}";

    /// <summary>True when the index contains public items only.</summary>
    public bool IsPublicOnly { get; init; }

    /// <summary>Returns the path that scans all items of the scope by the index of an order.</summary>
    public static AccessPath OrderIndex(ListFilterSql filter, OrderSql order) => ScopeIndex(filter, order.Index);

    /// <summary>Returns the path that scans all items of an owner by the index of a field.</summary>
    public static AccessPath FieldIndex(ListFilterSql filter, FilterField field) => ScopeIndex(filter, IndexOf(field));

    /// <summary>Returns the path that scans the items with one of several values of an indexed field.</summary>
    public static AccessPath ByValue(ListFilterSql filter, FilterField field, string column, IEnumerable<string> parameters) => new()
    {
        Field = field,
        Source = $"media AS m INDEXED BY {filter.IndexPrefix}{IndexOf(field)}",
        Ranges = [.. parameters.Select(parameter => $"{filter.ScopeCondition} AND m.{column} = {parameter}")],
        IsPublicOnly = filter.IsOverPublicItems,
    };

    /// <summary>Returns the path that finds the items of any owner that match the search tokens, unordered.</summary>
    public static AccessPath ByTokens() => ByTokens("@match");

    /// <summary>
    /// Returns the path that finds the items of one owner that match the search tokens, unordered. The search is slower than the search over all
    /// owners, because every entry of the owner contains the token of the owner. But it finds few rows even if other owners have many matches.
    /// </summary>
    public static AccessPath ByOwnerTokens() => ByTokens("@ownerMatch");

    /// <summary>Returns the paths that scan only items with a value of the filter, in the order of time.</summary>
    public static IEnumerable<AccessPath> GetValuePaths(ListFilterSql filter) => filter.InFilters.SelectMany(values => values switch
    {
        // Over all owners, only public items have indexes by value, and only by source type and by kind.
        _ when filter.IsOverAllOwners && !(filter.IsOverPublicItems && values.Field is FilterField.SourceType or FilterField.Kind) => [],
        { Field: FilterField.Tags } when filter.Filter.TagMatch == TagMatch.All => values.Parameters.Select(
            parameter => ByTags([TagRange(parameter)], isExact: values.Parameters.Count == 1)),
        { Parameters.Count: > ScanBudget.MaxRanges } => [],
        { Field: FilterField.Tags } => [ByTags([.. values.Parameters.Select((_, i) => TagRange(values.Parameters, i))], isExact: true)],
        _ => [ByValue(filter, values.Field, values.Column, values.Parameters)],
    });

    private static string IndexOf(FilterField field) => field switch
    {
        FilterField.EnhancementType => "by_enhancement",
        FilterField.SourceType => "by_source",
        FilterField.Kind => "by_type",
        FilterField.Visibility => "by_visibility",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "The field does not have an index of its own."),
    };

    private static AccessPath ScopeIndex(ListFilterSql filter, string index) => new()
    {
        Field = FilterField.Owner,
        Source = $"media AS m INDEXED BY {filter.IndexPrefix}{index}",
        Ranges = [filter.ScopeCondition],
        IsPublicOnly = filter.IsOverPublicItems,
    };

    private static AccessPath ByTokens(string match) => new()
    {
        Field = FilterField.SearchTokens,
        Source = "media_words AS w",
        Join = "CROSS JOIN media AS m ON m.row_id = w.rowid",
        Ranges = [$"w.media_words MATCH {match}"],
    };

    private static AccessPath ByTags(IReadOnlyList<string> ranges, bool isExact) => new()
    {
        Field = FilterField.Tags,
        Source = "media_tags AS t",
        Join = "CROSS JOIN media AS m ON m.row_id = t.media_row_id",
        Ranges = ranges,
        IsExact = isExact,
        CreatedAt = "t.created_at",
        Id = "t.media_id",
    };

    private static string TagRange(string parameter) => $"t.owner_user_id = @owner AND t.tag_key = {parameter}";

    // An item with several of the tags is in the range of the first of them only.
    private static string TagRange(IReadOnlyList<string> parameters, int i) => i == 0
        ? TagRange(parameters[0])
        : $"""
          {TagRange(parameters[i])} AND NOT EXISTS (SELECT 1 FROM media_tags AS x
              WHERE x.owner_user_id = @owner AND x.tag_key IN ({string.Join(", ", parameters.Take(i))})
              AND x.created_at = t.created_at AND x.media_id = t.media_id)
          """;
}
