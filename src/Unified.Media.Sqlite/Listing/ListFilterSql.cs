using System.Globalization;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>A list filter as SQL conditions. All values are parameters.</summary>
internal sealed class ListFilterSql
{
    private readonly List<Condition> _conditions = [];
    private readonly List<Argument> _arguments = [];
    private readonly List<InFilter> _inFilters = [];

    /// <summary>Composes the conditions of a filter that is not empty.</summary>
    public ListFilterSql(CatalogFilter filter)
    {
        Filter = filter;
        if (filter.Scope.Owner is { } owner)
        {
            _arguments.Add(new("@owner", owner.ToString()));
            _conditions.Add(new(FilterField.Owner, ScopeCondition));
        }

        AddIn(FilterField.EnhancementType, "enhancement_type", "@enhancement", filter.EnhancementTypes);
        AddIn(FilterField.SourceType, "source_type", "@source", [.. filter.SourceTypes.Select(value => value.ToString())]);
        AddIn(FilterField.Kind, "type", "@kind", [.. filter.Kinds.Select(value => value.ToString())]);
        AddVisibilities();
        AddContentTypes();
        AddRange(FilterField.Created, "m.created_at", "@created", filter.Created);
        AddRange(FilterField.Bytes, "m.size_bytes", "@bytes", filter.Bytes);
        AddRange(FilterField.Width, "m.width", "@width", filter.Width);
        AddRange(FilterField.Height, "m.height", "@height", filter.Height);
        AddTags();
        AddTokens();
    }

    public CatalogFilter Filter { get; }

    /// <summary>True when the items may have any owner.</summary>
    public bool IsOverAllOwners => Filter.Scope.Owner is null;

    /// <summary>True when the list contains the public items of all owners, for which separate indexes exist.</summary>
    public bool IsOverPublicItems => IsOverAllOwners && Filter.Scope.Access == CatalogAccess.PublicOnly;

    /// <summary>The prefix of the names of all indexes of the scope.</summary>
    public string IndexPrefix => IsOverPublicItems ? "media_public_" : IsOverAllOwners ? "media_all_" : "media_";

    /// <summary>
    /// The condition that selects the items of the scope. It contains the exact predicate of a partial index, because SQLite would
    /// not use it otherwise.
    /// </summary>
    public string ScopeCondition => IsOverPublicItems ? "m.visibility = 'public'" : IsOverAllOwners ? "1" : "m.owner_user_id = @owner";

    public IReadOnlyList<Condition> Conditions => _conditions;

    public IReadOnlyList<Argument> Arguments => _arguments;

    /// <summary>The indexed fields that are filtered by value.</summary>
    public IReadOnlyList<InFilter> InFilters => _inFilters;

    /// <summary>The condition that selects public items only; null if the user may see all items.</summary>
    public Condition? VisibilityCondition =>
        Filter.Scope.Access == CatalogAccess.All ? null : _conditions.Single(condition => condition.Field == FilterField.Visibility);

    private void AddIn(FilterField field, string column, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            var names = AddArguments(name, values);
            _inFilters.Add(new(field, column, names));
            AddInCondition(field, $"m.{column}", names);
        }
    }

    private void AddVisibilities()
    {
        if (IsOverPublicItems)
        {
            _conditions.Add(new(FilterField.Visibility, ScopeCondition));
            return;
        }

        AddIn(FilterField.Visibility, "visibility", "@visibility", [.. Filter.AllowedVisibilities.Select(value => value.ToString())]);
    }

    private void AddContentTypes()
    {
        if (Filter.ContentTypes.Count > 0)
        {
            AddInCondition(FilterField.ContentType, "m.mime_type", AddArguments("@mime", Filter.ContentTypes));
        }
    }

    private void AddInCondition(FilterField field, string column, List<string> names) =>
        _conditions.Add(new(field, names.Count == 1 ? $"{column} = {names[0]}" : $"{column} IN ({string.Join(", ", names)})"));

    private void AddRange(FilterField field, string column, string name, LongRange range)
    {
        if (range.Min is { } min)
        {
            _arguments.Add(new($"{name}Min", min));
            _conditions.Add(new(field, $"{column} >= {name}Min"));
        }

        if (range.Max is { } max)
        {
            _arguments.Add(new($"{name}Max", max));
            _conditions.Add(new(field, $"{column} <= {name}Max"));
        }
    }

    private void AddTags()
    {
        if (Filter.TagKeys.Count == 0)
        {
            return;
        }

        var names = AddArguments("@tag", Filter.TagKeys);
        _inFilters.Add(new(FilterField.Tags, "tag_key", names));
        if (Filter.TagMatch == TagMatch.Any)
        {
            _conditions.Add(new(FilterField.Tags, HasTag($"IN ({string.Join(", ", names)})")));
            return;
        }

        foreach (var name in names)
        {
            _conditions.Add(new(FilterField.Tags, HasTag($"= {name}")));
        }
    }

    private void AddTokens()
    {
        if (Filter.SearchTokens.Count == 0)
        {
            return;
        }

        _arguments.Add(new("@match", SearchText.Match(Filter.SearchTokens)));
        if (Filter.Scope.Owner is { } owner)
        {
            _arguments.Add(new("@ownerMatch", SearchText.Match(Filter.SearchTokens, owner)));
        }

        foreach (var name in AddArguments("@word", [.. Filter.SearchTokens.Select(SearchText.Prefix)]))
        {
            _conditions.Add(new(FilterField.SearchTokens, $"instr(m.words, {name}) > 0"));
        }
    }

    private List<string> AddArguments(string name, IReadOnlyList<string> values)
    {
        var names = new List<string>(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{name}{i}"));
            _arguments.Add(new(names[i], values[i]));
        }

        return names;
    }

    private static string HasTag(string comparison) =>
        $"""
        EXISTS (SELECT 1 FROM media_tags AS x WHERE x.owner_user_id = m.owner_user_id AND x.tag_key {comparison}
            AND x.created_at = m.created_at AND x.media_id = m.id)
        """;
}
