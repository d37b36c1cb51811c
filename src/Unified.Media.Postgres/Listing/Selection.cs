using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Which items a query is about, as conditions.</summary>
internal sealed class Selection
{
    private readonly List<Condition> _conditions = [];
    private readonly List<Alternatives> _alternatives = [];
    private readonly PostgresNames _names;
    private readonly Vocabulary _vocabulary;
    private bool _isEmpty;

    private Selection(Guid owner, bool seesAll, CatalogQuery query, Vocabulary vocabulary, PostgresNames names)
    {
        Owner = owner;
        SeesAll = seesAll;
        Query = query;
        _vocabulary = vocabulary;
        _names = names;
    }

    public Guid Owner { get; }

    /// <summary>
    /// False where only public rows may be seen. Rows that may not be seen are not looked at either: a position that named one would tell
    /// that it is there.
    /// </summary>
    public bool SeesAll { get; }

    public CatalogQuery Query { get; }

    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>The properties with an index of their own that are filtered by value, the rarer in most libraries first.</summary>
    public IReadOnlyList<Alternatives> Alternatives => _alternatives;

    /// <summary>What limits the rows to public ones; null where all are seen.</summary>
    public Condition? Guard { get; private set; }

    public Limits Created { get; private set; }

    public Limits Bytes { get; private set; }

    /// <summary>The words as the database searches for them.</summary>
    public string WordQuery => string.Join(" & ", Query.Words.Select(Quote));

    /// <summary>What may be seen of what the query asks for; null when that is certainly nothing.</summary>
    public static Selection? Of(Guid owner, bool seesAll, CatalogQuery query, Vocabulary vocabulary, PostgresNames names)
    {
        var visibilities = query.Filter.Visibilities;
        if (!seesAll && visibilities.Count > 0 && !visibilities.Contains(Visibility.Public))
        {
            return null;
        }

        var selection = new Selection(owner, seesAll, query, vocabulary, names);
        selection.AddValues(seesAll ? visibilities : [Visibility.Public]);
        selection.AddLimits();
        selection.AddTags();
        selection.AddWords();
        return selection._isEmpty || selection.Created.IsEmpty || selection.Bytes.IsEmpty ? null : selection;
    }

    /// <summary>True where nothing is asked for but what may be seen.</summary>
    public bool IsWhole => _conditions.All(condition => condition == Guard);

    /// <summary>The owner, as a parameter that a statement has once.</summary>
    public string AddOwner(Statement statement) => statement.AddShared("owner", shared => shared.Add(Owner));

    private void AddValues(IReadOnlyCollection<Visibility> visibilities)
    {
        var filter = Query.Filter;
        AddIndexed(Property.EnhancementType, "enhancement_type", [.. filter.EnhancementTypes]);
        AddIndexed(Property.SourceType, "source_type", [.. filter.SourceTypes.Select(value => value.ToString())]);
        AddIndexed(Property.Kind, "type", [.. filter.Kinds.Select(value => value.ToString())]);
        AddIndexed(Property.Visibility, "visibility", [.. visibilities.Select(value => value.ToString())]);
        Guard = SeesAll ? null : _conditions.SingleOrDefault(condition => condition.Property == Property.Visibility);
        if (filter.ContentTypes.Count > 0)
        {
            string[] types = [.. filter.ContentTypes.Distinct(StringComparer.Ordinal)];
            _conditions.Add(new(Property.ContentType, statement => $"m.mime_type = ANY ({statement.AddShared("mime", add => add.Add(types))})"));
        }
    }

    private void AddIndexed(Property property, string column, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        var vocabulary = _vocabulary.Of(property);
        string[] values = [.. words.SelectMany(word => vocabulary?.Spellings(word) ?? [word]).Distinct(StringComparer.Ordinal)];
        if (values.Length == 0)
        {
            _isEmpty = true;
            return;
        }

        var alternatives = new Alternatives(property, column, values, vocabulary is null ? "" : $"::{vocabulary.Type}", FunctionOf(property, vocabulary));
        _alternatives.Add(alternatives);
        _conditions.Add(new(
            property, statement => $"m.{column} IN ({string.Join(", ", values.Select((_, index) => alternatives.Value(statement, index)))})"));
    }

    private void AddLimits()
    {
        var filter = Query.Filter;
        Created = new(
            filter.CreatedFrom is { } from ? Ceiling(from) : null,
            filter.CreatedBefore is { } before ? Ceiling(before) - 1 : null);
        Bytes = new(filter.MinBytes, filter.MaxBytes);
        AddLimits(Property.CreatedAt, Order.CreatedAt, Created, (statement, value) => statement.AddTime(PgTime.OfUnix(value)));
        AddLimits(Property.Bytes, Order.SizeBytes, Bytes, (statement, value) => statement.Add(value));
        AddLimits(Property.Pixels, "m.width", new(filter.MinWidth, filter.MaxWidth), (statement, value) => statement.Add((int)value));
        AddLimits(Property.Pixels, "m.height", new(filter.MinHeight, filter.MaxHeight), (statement, value) => statement.Add((int)value));
    }

    private void AddLimits(Property property, string expression, Limits limits, Func<Statement, long, string> add)
    {
        if (limits.Low is { } low)
        {
            _conditions.Add(new(property, statement => $"{expression} >= {statement.AddShared($"{expression} low", shared => add(shared, low))}"));
        }

        if (limits.High is { } high)
        {
            _conditions.Add(new(property, statement => $"{expression} <= {statement.AddShared($"{expression} high", shared => add(shared, high))}"));
        }
    }

    // As sub-selects that give one value, which no planner turns into a join over the whole table.
    private void AddTags()
    {
        if (Query.TagKeys.Count == 0)
        {
            return;
        }

        var tags = new Alternatives(Property.Tags, "tag", Query.TagKeys, "");
        _alternatives.Insert(0, tags);
        if (Query.Filter.TagMatch == TagMatch.Any)
        {
            string[] keys = [.. Query.TagKeys];
            _conditions.Add(new(
                Property.Tags,
                statement => $"(SELECT true FROM {_names.Tags} x WHERE x.media_id = m.id AND x.tag = ANY ({statement.AddShared("tags", add => add.Add(keys))}) LIMIT 1)"));
            return;
        }

        for (var index = 0; index < Query.TagKeys.Count; index++)
        {
            var own = index;
            _conditions.Add(new(
                Property.Tags, statement => $"(SELECT true FROM {_names.Tags} x WHERE x.media_id = m.id AND x.tag = {tags.Value(statement, own)})"));
        }
    }

    private void AddWords()
    {
        if (Query.Words.Count > 0)
        {
            _conditions.Add(new(
                Property.Words,
                statement => $"(SELECT s.doc @@ (SELECT {statement.AddShared("words", add => add.Add(WordQuery))}::tsquery) FROM {_names.Words} s WHERE s.media_id = m.id)"));
        }
    }

    // The database folds a final sigma as any other.
    private static string Quote(string word) =>
        $"'{word.Replace('ς', 'σ').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}':*";

    private static string? FunctionOf(Property property, WordColumn? vocabulary) =>
        vocabulary is not { IsEnum: true } ? null : property == Property.Kind ? "by_kind" : "by_visibility";

    // A time between two microseconds excludes the earlier one.
    private static long Ceiling(DateTimeOffset time)
    {
        var cut = Microseconds.Cut(time);
        return Microseconds.Of(cut) + (cut < time ? 1 : 0);
    }
}
