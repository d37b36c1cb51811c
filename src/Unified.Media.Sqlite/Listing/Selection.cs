using System.Globalization;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Which items a query is about, as conditions. All values are parameters.</summary>
internal sealed class Selection
{
    private readonly List<Condition> conditions = [];
    private readonly List<Argument> arguments = [];
    private readonly List<Alternatives> alternatives = [];

    private Selection(OwnerId owner, CatalogQuery query)
    {
        Query = query;
        Owner = owner;
        arguments.Add(new("@owner", owner.ToString()));
        conditions.Add(new(Property.Owner, "m.owner_user_id = @owner"));
    }

    public CatalogQuery Query { get; }

    public OwnerId Owner { get; }

    public IReadOnlyList<Condition> Conditions => conditions;

    public IReadOnlyList<Argument> Arguments => arguments;

    /// <summary>The properties with an index of their own that are filtered by value.</summary>
    public IReadOnlyList<Alternatives> Alternatives => alternatives;

    /// <summary>
    /// Set where not every row of the owner may be seen. Rows that may not be seen are not looked at either: a position that named one
    /// would tell that it is there.
    /// </summary>
    public Condition? Guard { get; private set; }

    public Limits Created { get; private set; }

    public Limits Bytes { get; private set; }

    /// <summary>What the user may see of what the query asks for; null when that is certainly nothing.</summary>
    public static Selection? Of(MediaUser user, CatalogQuery query)
    {
        var owner = AccessRule.OwnerOf(user, query.Owner);
        var visibilities = query.Filter.Visibilities;
        var seesAll = AccessRule.MayChange(user, owner);
        if (!seesAll)
        {
            if (visibilities.Count > 0 && !visibilities.Contains(Visibility.Public))
            {
                return null;
            }

            visibilities = [Visibility.Public];
        }

        var selection = new Selection(owner, query);
        selection.AddValues(visibilities);
        selection.Guard = seesAll ? null : selection.conditions.Single(condition => condition.Property == Property.Visibility);
        selection.AddLimits();
        selection.AddTags();
        selection.AddWords();
        return selection.Created.IsEmpty || selection.Bytes.IsEmpty ? null : selection;
    }

    private void AddValues(IReadOnlyCollection<Visibility> visibilities)
    {
        var filter = Query.Filter;
        AddIndexed(Property.EnhancementType, "enhancement_type", "@enhancement", [.. filter.EnhancementTypes.Distinct()]);
        AddIndexed(Property.SourceType, "source_type", "@source", [.. filter.SourceTypes.Distinct().Select(value => value.ToString())]);
        AddIndexed(Property.Kind, "type", "@kind", [.. filter.Kinds.Distinct().Select(value => value.ToString())]);
        AddIndexed(Property.Visibility, "visibility", "@visibility", [.. visibilities.Distinct().Select(value => value.ToString())]);
        if (filter.ContentTypes.Count > 0)
        {
            AddOneOf(Property.ContentType, "m.mime_type", Name("@mime", [.. filter.ContentTypes.Distinct()]));
        }
    }

    private void AddLimits()
    {
        var filter = Query.Filter;
        Created = new(
            filter.CreatedFrom is { } from ? Ceiling(from) : null,
            filter.CreatedBefore is { } before ? Ceiling(before) - 1 : null);
        Bytes = new(filter.MinBytes, filter.MaxBytes);
        AddLimits(Property.CreatedAt, "m.created_at", "@created", Created);
        AddLimits(Property.Bytes, "m.size_bytes", "@bytes", Bytes);
        AddLimits(Property.Pixels, "m.width", "@width", new(filter.MinWidth, filter.MaxWidth));
        AddLimits(Property.Pixels, "m.height", "@height", new(filter.MinHeight, filter.MaxHeight));
    }

    private void AddTags()
    {
        if (Query.TagKeys.Count == 0)
        {
            return;
        }

        var names = Name("@tag", Query.TagKeys);
        alternatives.Add(new(Property.Tags, "tag_key", names));
        if (Query.Filter.TagMatch == TagMatch.Any)
        {
            conditions.Add(new(Property.Tags, HasTag($"IN ({string.Join(", ", names)})")));
            return;
        }

        foreach (var name in names)
        {
            conditions.Add(new(Property.Tags, HasTag($"= {name}")));
        }
    }

    private void AddWords()
    {
        if (Query.Words.Count == 0)
        {
            return;
        }

        arguments.Add(new("@match", SearchText.Match(Query.Words)));
        arguments.Add(new("@ownMatch", SearchText.Match(Query.Words, Owner)));
        foreach (var name in Name("@word", [.. Query.Words.Select(SearchText.Beginning)]))
        {
            conditions.Add(new(Property.Words, $"instr(m.words, {name}) > 0"));
        }
    }

    private void AddIndexed(Property property, string column, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            var names = Name(name, values);
            alternatives.Add(new(property, column, names));
            AddOneOf(property, $"m.{column}", names);
        }
    }

    private void AddOneOf(Property property, string column, List<string> names) =>
        conditions.Add(new(property, names.Count == 1 ? $"{column} = {names[0]}" : $"{column} IN ({string.Join(", ", names)})"));

    private void AddLimits(Property property, string column, string name, Limits limits)
    {
        if (limits.Low is { } low)
        {
            arguments.Add(new($"{name}Low", low));
            conditions.Add(new(property, $"{column} >= {name}Low"));
        }

        if (limits.High is { } high)
        {
            arguments.Add(new($"{name}High", high));
            conditions.Add(new(property, $"{column} <= {name}High"));
        }
    }

    private List<string> Name(string name, IReadOnlyList<string> values)
    {
        var names = new List<string>(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{name}{i}"));
            arguments.Add(new(names[i], values[i]));
        }

        return names;
    }

    private static string HasTag(string comparison) =>
        $"""
        EXISTS (SELECT 1 FROM media_tags AS x WHERE x.owner_user_id = @owner AND x.tag_key {comparison}
            AND x.created_at = m.created_at AND x.media_id = m.id)
        """;

    // A time between two microseconds excludes the earlier one.
    private static long Ceiling(DateTimeOffset time)
    {
        var cut = Microseconds.Cut(time);
        return Microseconds.Of(cut) + (cut < time ? 1 : 0);
    }
}
