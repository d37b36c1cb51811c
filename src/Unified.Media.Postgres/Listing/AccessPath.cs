using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The index that a statement scans. Several ranges of it are scanned side by side and merged; no row is in two of them.</summary>
internal sealed record AccessPath
{
    /// <summary>The field of the conditions that find the ranges.</summary>
    public required FilterField Field { get; init; }

    /// <summary>The conditions that each find one range, of the row <c>m</c> or <c>t</c>; the function's argument where there is one.</summary>
    public required IReadOnlyList<Func<Statement, string>> Ranges { get; init; }

    /// <summary>True when a row that is in a range fulfils every condition on <see cref="Field"/>.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The function that scans where policies keep statements from an index; null for none.</summary>
    public string? Function { get; init; }

    /// <summary>True when the scan gives ids, by which the items are fetched.</summary>
    public bool UsesSideTable => Field == FilterField.Tags || Function is not null;

    /// <summary>All of an owner's items.</summary>
    public static AccessPath OwnerIndex(ListFilterSql filter) => new()
    {
        Field = FilterField.Owner,
        Ranges = [statement => $"m.owner_user_id = {filter.AddOwner(statement)}"],
    };

    /// <summary>The items that the search tokens find.</summary>
    public static AccessPath Tokens(ListFilterSql filter) => new()
    {
        Field = FilterField.SearchTokens,
        Function = "search",
        Ranges = [filter.AddTokens],
    };

    /// <summary>The best guess of what finds the items in an order.</summary>
    public static AccessPath Best(ListFilterSql filter, OrderSql order) =>
        (order.Order.IsByTime ? Of(filter).FirstOrDefault() : null) ?? OwnerIndex(filter);

    /// <summary>The paths that scan only items with the values that are asked for, in the order of time; the best guess first.</summary>
    public static IEnumerable<AccessPath> Of(ListFilterSql filter)
    {
        var paths = filter.InFilters.SelectMany(values => Of(filter, values));
        return filter.Filter.SearchTokens.Count == 0
            ? paths
            : paths.Where(path => path.Field == FilterField.Tags).Append(Tokens(filter))
                .Concat(paths.Where(path => path.Field != FilterField.Tags));
    }

    /// <summary>The same without the path over public items that is there only because the caller sees no others: its rows are many.</summary>
    public static IEnumerable<AccessPath> Selective(ListFilterSql filter) =>
        Of(filter).Where(path => filter.VisibilityCondition is null || path.Field != FilterField.Visibility);

    private static IEnumerable<AccessPath> Of(ListFilterSql filter, InFilter values) => values switch
    {
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
                    (statement, index) => $"m.owner_user_id = {filter.AddOwner(statement)} AND m.{values.Column} = {values.Value(statement, index)}"),
            },
        ],
    };

    private static AccessPath Tags(ListFilterSql filter, IReadOnlyList<Func<Statement, string>> ranges, bool isExact) => new()
    {
        Field = FilterField.Tags,
        Ranges = [.. ranges.Select(range => filter.SeesAll ? range : statement => $"{range(statement)} AND t.is_public")],
        IsExact = isExact,
    };

    private static string TagRange(ListFilterSql filter, InFilter tags, int index, Statement statement) =>
        $"t.owner_user_id = {filter.AddOwner(statement)} AND t.tag = {tags.Value(statement, index)}";

    private static Func<Statement, string>[] RangePerValue(InFilter values, Func<Statement, int, string> range) =>
        [.. values.Values.Select((_, index) => (Func<Statement, string>)(statement => range(statement, index)))];
}
