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

    private Selection(Guid owner, CatalogQuery query, Vocabulary vocabulary, PostgresNames names)
    {
        Owner = owner;
        Query = query;
        _vocabulary = vocabulary;
        _names = names;
    }

    public Guid Owner { get; }

    public CatalogQuery Query { get; }

    public CatalogFilter Filter => Query.Filter;

    public bool SeesAll => Filter.Access == CatalogAccess.All;

    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>The properties with an index of their own that are filtered by value, the rarer in most libraries first.</summary>
    public IReadOnlyList<Alternatives> Alternatives => _alternatives;

    /// <summary>What limits the rows to public ones; null where all are seen.</summary>
    public Condition? Guard { get; private set; }

    /// <summary>The words as the database searches for them.</summary>
    public string WordQuery => string.Join(" & ", Filter.SearchTokens.Select(Quote));

    /// <summary>The conditions of a query; null when certainly nothing fulfils them.</summary>
    public static Selection? Of(Guid owner, CatalogQuery query, Vocabulary vocabulary, PostgresNames names)
    {
        if (query.Filter.IsEmpty)
        {
            return null;
        }

        var selection = new Selection(owner, query, vocabulary, names);
        selection.AddValues();
        selection.AddLimits();
        selection.AddTags();
        selection.AddWords();
        return selection._isEmpty ? null : selection;
    }

    /// <summary>True where nothing is asked for but what may be seen.</summary>
    public bool IsWhole => _conditions.All(condition => condition == Guard);

    /// <summary>The owner, as a parameter that a statement has once.</summary>
    public string AddOwner(Statement statement) => statement.AddShared("owner", shared => shared.Add(Owner));

    private void AddValues()
    {
        AddIndexed(FilterField.EnhancementType, "enhancement_type", Filter.EnhancementTypes);
        AddIndexed(FilterField.SourceType, "source_type", [.. Filter.SourceTypes.Select(value => value.ToString())]);
        AddIndexed(FilterField.Kind, "type", [.. Filter.Kinds.Select(value => value.ToString())]);
        AddIndexed(FilterField.Visibility, "visibility", [.. Filter.AllowedVisibilities.Select(value => value.ToString())]);
        Guard = SeesAll ? null : _conditions.SingleOrDefault(condition => condition.Field == FilterField.Visibility);
        if (Filter.ContentTypes.Count > 0)
        {
            string[] types = [.. Filter.ContentTypes];
            _conditions.Add(new(FilterField.ContentType, statement => $"m.mime_type = ANY ({statement.AddShared("mime", add => add.Add(types))})"));
        }
    }

    private void AddIndexed(FilterField field, string column, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        var vocabulary = _vocabulary.Of(field);
        string[] values = [.. words.SelectMany(word => vocabulary?.Spellings(word) ?? [word]).Distinct(StringComparer.Ordinal)];
        if (values.Length == 0)
        {
            _isEmpty = true;
            return;
        }

        var alternatives = new Alternatives(field, column, values, vocabulary is null ? "" : $"::{vocabulary.Type}", FunctionOf(field, vocabulary));
        _alternatives.Add(alternatives);
        _conditions.Add(new(
            field, statement => $"m.{column} IN ({string.Join(", ", values.Select((_, index) => alternatives.Value(statement, index)))})"));
    }

    private void AddLimits()
    {
        AddLimits(FilterField.Created, Order.CreatedAt, Filter.Created, (statement, value) => statement.AddTime(PgTime.OfUnix(value)));
        AddLimits(FilterField.Bytes, Order.SizeBytes, Filter.Bytes, (statement, value) => statement.Add(value));
        AddLimits(FilterField.Width, "m.width", Filter.Width, (statement, value) => statement.Add((int)value));
        AddLimits(FilterField.Height, "m.height", Filter.Height, (statement, value) => statement.Add((int)value));
    }

    private void AddLimits(FilterField field, string expression, LongRange range, Func<Statement, long, string> add)
    {
        if (range.Min is { } low)
        {
            _conditions.Add(new(field, statement => $"{expression} >= {statement.AddShared($"{expression} low", shared => add(shared, low))}"));
        }

        if (range.Max is { } high)
        {
            _conditions.Add(new(field, statement => $"{expression} <= {statement.AddShared($"{expression} high", shared => add(shared, high))}"));
        }
    }

    // As sub-selects that give one value, which no planner turns into a join over the whole table.
    private void AddTags()
    {
        if (Filter.TagKeys.Count == 0)
        {
            return;
        }

        var tags = new Alternatives(FilterField.Tags, "tag", Filter.TagKeys, "");
        _alternatives.Insert(0, tags);
        if (Filter.TagMatch == TagMatch.Any)
        {
            string[] keys = [.. Filter.TagKeys];
            _conditions.Add(new(
                FilterField.Tags,
                statement => $"(SELECT true FROM {_names.Tags} x WHERE x.media_id = m.id AND x.tag = ANY ({statement.AddShared("tags", add => add.Add(keys))}) LIMIT 1)"));
            return;
        }

        for (var index = 0; index < Filter.TagKeys.Count; index++)
        {
            var own = index;
            _conditions.Add(new(
                FilterField.Tags, statement => $"(SELECT true FROM {_names.Tags} x WHERE x.media_id = m.id AND x.tag = {tags.Value(statement, own)})"));
        }
    }

    private void AddWords()
    {
        if (Filter.SearchTokens.Count > 0)
        {
            _conditions.Add(new(
                FilterField.SearchTokens,
                statement => $"(SELECT s.doc @@ (SELECT {statement.AddShared("words", add => add.Add(WordQuery))}::tsquery) FROM {_names.Words} s WHERE s.media_id = m.id)"));
        }
    }

    // The database folds a final sigma as any other.
    private static string Quote(string word) =>
        $"'{word.Replace('ς', 'σ').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}':*";

    private static string? FunctionOf(FilterField field, WordColumn? vocabulary) =>
        vocabulary is not { IsEnum: true } ? null : field == FilterField.Kind ? "by_kind" : "by_visibility";
}
