using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>A list filter as SQL conditions. Their values become parameters of the statement that uses a condition.</summary>
internal sealed class ListFilterSql
{
    private readonly List<Condition> _conditions = [];
    private readonly List<InFilter> _inFilters = [];
    private readonly Guid? _owner;
    private readonly EnumMappings _enums;
    private readonly PostgresNames _names;

    /// <summary>Composes the conditions of a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="owner">The owner's id in the database; null for the scope of all owners.</param>
    /// <param name="enums">The columns that may be enums.</param>
    /// <param name="names">The names of tables and functions.</param>
    public ListFilterSql(CatalogFilter filter, Guid? owner, EnumMappings enums, PostgresNames names)
    {
        Filter = filter;
        IsEmpty = filter.IsEmpty;
        _owner = owner;
        _enums = enums;
        _names = names;
        AddIn(FilterField.EnhancementType, "enhancement_type", filter.EnhancementTypes);
        AddIn(FilterField.SourceType, "source_type", [.. filter.SourceTypes.Select(value => value.ToString())]);
        AddIn(FilterField.Kind, "type", [.. filter.Kinds.Select(value => value.ToString())]);
        AddVisibilities();
        AddContentTypes();
        AddRange(
            FilterField.Created, OrderSql.CreatedAt, filter.Created, (statement, value) => statement.AddTime(PgTime.FromUnixMicroseconds(value)));
        AddRange(FilterField.Bytes, OrderSql.SizeBytes, filter.Bytes, (statement, value) => statement.Add(value));
        AddRange(FilterField.Width, "m.width", filter.Width, (statement, value) => statement.Add((int)value));
        AddRange(FilterField.Height, "m.height", filter.Height, (statement, value) => statement.Add((int)value));
        AddTags();
        AddTokenCondition();
    }

    public CatalogFilter Filter { get; }

    /// <summary>True when no row can match the filter, for example because a column does not allow any value of the filter.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>True when the caller sees public items only.</summary>
    public bool IsPublicOnly => Filter.Scope.Access == CatalogAccess.PublicOnly;

    /// <summary>True when the items may have any owner.</summary>
    public bool IsOverAllOwners => _owner is null;

    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>The indexed fields that are filtered by value. The fields that usually have the fewest rows per value come first.</summary>
    public IReadOnlyList<InFilter> InFilters => _inFilters;

    /// <summary>The condition that selects public items only; null if the caller may see all items.</summary>
    public Condition? VisibilityCondition =>
        IsPublicOnly ? _conditions.SingleOrDefault(condition => condition.Field == FilterField.Visibility) : null;

    /// <summary>True when the filter has no condition, except the condition on visibility that the access of the caller requires.</summary>
    public bool IsUnfiltered => _conditions.All(condition => condition == VisibilityCondition);

    /// <summary>The condition on the owner of a row <c>m</c>.</summary>
    public string OwnerCondition(Statement statement) => IsOverAllOwners ? "true" : $"m.owner_user_id = {AddOwner(statement)}";

    /// <summary>The condition on the owner of a row <c>t</c> of the table of tags.</summary>
    public string TagOwnerCondition(Statement statement) => IsOverAllOwners ? "true" : $"t.owner_user_id = {AddOwner(statement)}";

    /// <summary>Adds the owner to a statement once, and returns the placeholder.</summary>
    /// <exception cref="InvalidOperationException">The filter is over all owners.</exception>
    public string AddOwner(Statement statement) => statement.AddShared(
        "owner", shared => shared.Add(_owner ?? throw new InvalidOperationException("A filter over all owners has no owner to add.")));

    /// <summary>Adds the search query of the tokens to a statement once, and returns the placeholder.</summary>
    public string AddTokens(Statement statement) =>
        statement.AddShared("tokens", shared => shared.Add(string.Join(" & ", Filter.SearchTokens.Select(Quote))));

    /// <summary>Adds the tag keys to a statement once, and returns the placeholder.</summary>
    public string AddTagKeys(Statement statement) => statement.AddShared("tags", shared => shared.Add([.. Filter.TagKeys]));

    private void AddIn(FilterField field, string column, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        var mapping = _enums.GetColumn(field);
        string[] values = [.. words.SelectMany(word => mapping?.GetLabels(word) ?? [word]).Distinct(StringComparer.Ordinal)];
        if (values.Length == 0)
        {
            IsEmpty = true;
            return;
        }

        var inFilter = new InFilter(field, column, values, mapping is null ? "" : $"::{mapping.Type}", FunctionOf(field, mapping));
        _inFilters.Add(inFilter);
        _conditions.Add(new(
            field, statement => $"m.{column} IN ({string.Join(", ", values.Select((_, index) => inFilter.Value(statement, index)))})"));
    }

    private void AddVisibilities()
    {
        if (IsOverAllOwners && IsPublicOnly)
        {
            // The text is the predicate of the partial indexes of public items. With a parameter, the planner would not use these indexes.
            _conditions.Add(new(FilterField.Visibility, _ => $"{_names.Function("is_public")}(m.visibility)"));
            return;
        }

        AddIn(FilterField.Visibility, "visibility", [.. Filter.AllowedVisibilities.Select(value => value.ToString())]);
    }

    private void AddContentTypes()
    {
        if (Filter.ContentTypes.Count > 0)
        {
            string[] types = [.. Filter.ContentTypes];
            _conditions.Add(new(
                FilterField.ContentType, statement => $"m.mime_type = ANY ({statement.AddShared("mime", shared => shared.Add(types))})"));
        }
    }

    private void AddRange(FilterField field, string expression, LongRange range, Func<Statement, long, string> add)
    {
        if (range.Min is { } min)
        {
            _conditions.Add(new(field, statement => $"{expression} >= {statement.AddShared($"{field} min", shared => add(shared, min))}"));
        }

        if (range.Max is { } max)
        {
            _conditions.Add(new(field, statement => $"{expression} <= {statement.AddShared($"{field} max", shared => add(shared, max))}"));
        }
    }

    // The conditions are scalar subqueries, because the planner could turn EXISTS into a join over the whole table.
    private void AddTags()
    {
        if (Filter.TagKeys.Count == 0)
        {
            return;
        }

        var tags = new InFilter(FilterField.Tags, "tag", Filter.TagKeys, "");
        _inFilters.Insert(0, tags);
        if (Filter.TagMatch == TagMatch.Any)
        {
            _conditions.Add(new(
                FilterField.Tags,
                statement => $"(SELECT true FROM {_names.Tags} x WHERE x.media_id = m.id AND x.tag = ANY ({AddTagKeys(statement)}) LIMIT 1)"));
            return;
        }

        _conditions.AddRange(Filter.TagKeys.Select((_, index) => new Condition(
            FilterField.Tags,
            statement => $"(SELECT true FROM {_names.Tags} x WHERE x.media_id = m.id AND x.tag = {tags.Value(statement, index)})")));
    }

    private void AddTokenCondition()
    {
        if (Filter.SearchTokens.Count > 0)
        {
            _conditions.Add(new(
                FilterField.SearchTokens,
                statement => $"(SELECT s.doc @@ (SELECT {AddTokens(statement)}::tsquery) FROM {_names.Words} s WHERE s.media_id = m.id)"));
        }
    }

    // The database stores a final sigma as an ordinary sigma.
    private static string Quote(string word) =>
        $"'{word.Replace('ς', 'σ').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}':*";

    private static string? FunctionOf(FilterField field, EnumColumn? mapping) =>
        mapping is not { IsEnum: true } ? null : field == FilterField.Kind ? "list_by_kind" : "list_by_visibility";
}
