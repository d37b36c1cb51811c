using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The index that a statement scans, in one or more disjoint ranges whose rows are merged.</summary>
internal sealed record AccessPath
{
    /// <summary>The field of the conditions that find the ranges.</summary>
    public required FilterField Field { get; init; }

    /// <summary>
    /// One SQL condition per range, on the row <c>m</c> of an item or <c>t</c> of a tag. If the path has a <see cref="Function"/>,
    /// one argument per range.
    /// </summary>
    public required IReadOnlyList<Func<Statement, string>> Ranges { get; init; }

    /// <summary>True when every row of the ranges meets all conditions on <see cref="Field"/>.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>
    /// The SQL function that scans the index, for an index that a statement cannot use under row-level security; null if a statement scans it.
    /// </summary>
    public string? Function { get; init; }

    /// <summary>True when the scan of the table of tags or the function returns ids, by which the items are fetched.</summary>
    public bool ReturnsIdsOnly => Field == FilterField.Tags || Function is not null;

    /// <summary>Returns the path that scans all items of the scope by the index of an order.</summary>
    public static AccessPath OrderIndex(ListFilterSql filter) => new()
    {
        Field = FilterField.Owner,
        Ranges = [filter.OwnerCondition],
    };

    /// <summary>Returns the path that most likely scans the fewest rows to find the items in an order.</summary>
    public static AccessPath FindBest(ListFilterSql filter, OrderSql order) =>
        (order.Order.IsByTime ? GetValuePaths(filter).FirstOrDefault() : null) ?? OrderIndex(filter);

    /// <summary>
    /// Returns the paths that scan only items with a value of the filter, in the order of time. The first paths
    /// are those that usually have the fewest rows.
    /// </summary>
    public static IEnumerable<AccessPath> GetValuePaths(ListFilterSql filter)
    {
        var paths = filter.InFilters.SelectMany(values => GetValuePaths(filter, values));
        return filter.Filter.SearchTokens.Count == 0 || filter.IsOverAllOwners
            ? paths
            : paths.Where(path => path.Field == FilterField.Tags).Append(ByTokens(filter, "search"))
                .Concat(paths.Where(path => path.Field != FilterField.Tags));
    }

    /// <summary>
    /// Returns the paths that may have few rows, in any order. For a caller who sees public items only, the path by visibility is left out, because
    /// it has many rows.
    /// </summary>
    public static IEnumerable<AccessPath> GetSelectivePaths(ListFilterSql filter) =>
        filter.IsOverAllOwners && filter.Filter.SearchTokens.Count > 0
            ? GetValuePaths(filter).Append(ByTokens(filter, "find_word_matches"))
            : GetValuePaths(filter).Where(path => filter.VisibilityCondition is null || path.Field != FilterField.Visibility);

    // Over all owners, the function "search" would sort all matches. The function "find_word_matches" returns unordered ids if few items match.
    private static AccessPath ByTokens(ListFilterSql filter, string function) => new()
    {
        Field = FilterField.SearchTokens,
        Function = function,
        Ranges = [filter.AddTokens],
    };

    private static IEnumerable<AccessPath> GetValuePaths(ListFilterSql filter, InFilter values) => values switch
    {
        // Over all owners, only public items have indexes by value, and only on columns that are not enums.
        _ when filter.IsOverAllOwners && !(filter.IsPublicOnly && values.HasPublicIndex) => [],
        { Field: FilterField.Tags } when filter.Filter.TagMatch == TagMatch.All => values.Values.Select(
            (_, index) => ByTags(filter, [statement => TagRange(filter, values, index, statement)], isExact: values.Values.Count == 1)),
        { Values.Count: > ScanBudget.MaxRanges } => [],
        { Field: FilterField.Tags } =>
            [ByTags(filter, RangePerValue(values, (statement, index) => TagRange(filter, values, index, statement)), isExact: true)],
        { Function: { } function } => [new() { Field = values.Field, Function = function, Ranges = RangePerValue(values, values.Text) }],
        _ =>
        [
            new()
            {
                Field = values.Field,
                Ranges = RangePerValue(
                    values,
                    (statement, index) => $"{filter.OwnerCondition(statement)} AND m.{values.Column} = {values.Value(statement, index)}"),
            },
        ],
    };

    private static AccessPath ByTags(ListFilterSql filter, IReadOnlyList<Func<Statement, string>> ranges, bool isExact) => new()
    {
        Field = FilterField.Tags,
        Ranges = [.. ranges.Select(range => filter.IsPublicOnly ? statement => $"{range(statement)} AND t.is_public" : range)],
        IsExact = isExact,
    };

    private static string TagRange(ListFilterSql filter, InFilter tags, int index, Statement statement) =>
        $"{filter.TagOwnerCondition(statement)} AND t.tag = {tags.Value(statement, index)}";

    private static Func<Statement, string>[] RangePerValue(InFilter values, Func<Statement, int, string> range) =>
        [.. values.Values.Select((_, index) => (Func<Statement, string>)(statement => range(statement, index)))];
}
