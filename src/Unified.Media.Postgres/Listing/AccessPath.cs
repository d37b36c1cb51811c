using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The index that a statement scans, in one or more disjoint ranges whose rows are merged.</summary>
internal sealed record AccessPath
{
    /// <summary>The field of the conditions that find the ranges.</summary>
    public required FilterField Field { get; init; }

    /// <summary>One condition per range, on the row <c>m</c> or <c>t</c>; with a function, its argument.</summary>
    public required IReadOnlyList<Func<Statement, string>> Ranges { get; init; }

    /// <summary>True when every row of the ranges meets all conditions on <see cref="Field"/>.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The function that scans the index where row-level security prevents statements from it; null for none.</summary>
    public string? Function { get; init; }

    /// <summary>True when the scan returns ids, by which the items are fetched.</summary>
    public bool UsesSideTable => Field == FilterField.Tags || Function is not null;

    /// <summary>Scans all items of the scope, by the index of an order.</summary>
    public static AccessPath OrderIndex(ListFilterSql filter) => new()
    {
        Field = FilterField.Owner,
        Ranges = [filter.OwnerCondition],
    };

    /// <summary>The path that most likely finds the items of an order with the fewest rows.</summary>
    public static AccessPath Best(ListFilterSql filter, OrderSql order) =>
        (order.Order.IsByTime ? Of(filter).FirstOrDefault() : null) ?? OrderIndex(filter);

    /// <summary>
    /// The paths that scan only items with the values of the filter, in the order of time. The paths that most often have the fewest rows come
    /// before the others.
    /// </summary>
    public static IEnumerable<AccessPath> Of(ListFilterSql filter)
    {
        var paths = filter.InFilters.SelectMany(values => Of(filter, values));
        return filter.Filter.SearchTokens.Count == 0 || filter.IsOverAllOwners
            ? paths
            : paths.Where(path => path.Field == FilterField.Tags).Append(Tokens(filter, "search"))
                .Concat(paths.Where(path => path.Field != FilterField.Tags));
    }

    /// <summary>
    /// The paths that may have few rows. They need not give an order. For a caller who sees public items only, the path by visibility is not one of
    /// them, because it has many rows.
    /// </summary>
    public static IEnumerable<AccessPath> Selective(ListFilterSql filter) =>
        filter.IsOverAllOwners && filter.Filter.SearchTokens.Count > 0
            ? Of(filter).Append(Tokens(filter, "find_word_matches"))
            : Of(filter).Where(path => filter.VisibilityCondition is null || path.Field != FilterField.Visibility);

    // Over all owners, the function "search" would have to sort all matches. There, the tokens find unordered ids if they match few items.
    private static AccessPath Tokens(ListFilterSql filter, string function) => new()
    {
        Field = FilterField.SearchTokens,
        Function = function,
        Ranges = [filter.AddTokens],
    };

    private static IEnumerable<AccessPath> Of(ListFilterSql filter, InFilter values) => values switch
    {
        // Over all owners, only public items have indexes by value, and not by an enum.
        _ when filter.IsOverAllOwners && !(filter.IsPublicOnly && values.HasPublicIndex) => [],
        { Field: FilterField.Tags } when filter.Filter.TagMatch == TagMatch.All => values.Values.Select(
            (_, index) => Tags(filter, [statement => TagRange(filter, values, index, statement)], isExact: values.Values.Count == 1)),
        { Values.Count: > ScanBudget.MaxRanges } => [],
        { Field: FilterField.Tags } =>
            [Tags(filter, RangePerValue(values, (statement, index) => TagRange(filter, values, index, statement)), isExact: true)],
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

    private static AccessPath Tags(ListFilterSql filter, IReadOnlyList<Func<Statement, string>> ranges, bool isExact) => new()
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
