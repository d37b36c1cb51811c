using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>What a statement walks: ranges of an index, one an arm, merged. No row is in two of them.</summary>
internal sealed record Drive
{
    private const int MaxArms = 8;

    /// <summary>What the conditions that the arms stand for are about.</summary>
    public required FilterField Field { get; init; }

    /// <summary>The conditions that find a range, one an arm, of the row <c>m</c> or <c>t</c>; or what the function is called with.</summary>
    public IReadOnlyList<Func<Statement, string>> Arms { get; init; } = [];

    /// <summary>True when a row that is in an arm fulfils every condition on <see cref="Field"/>.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The function that walks where policies would keep statements from an index; null for none.</summary>
    public string? Function { get; init; }

    /// <summary>True where the walk gives ids, by which the items are fetched.</summary>
    public bool IsBeside => Field == FilterField.Tags || Function is not null;

    /// <summary>All of an owner's items.</summary>
    public static Drive Everything(Selection selection) => new()
    {
        Field = FilterField.Owner,
        Arms = [statement => $"m.owner_user_id = {selection.AddOwner(statement)}"],
    };

    /// <summary>The items that the words find.</summary>
    public static Drive Words(Selection selection) => new()
    {
        Field = FilterField.SearchTokens,
        Function = "search",
        Arms = [statement => statement.AddShared("words", add => add.Add(selection.WordQuery))],
    };

    /// <summary>The ways to walk only items with what is asked for, in the order of time; the best guess first.</summary>
    public static IEnumerable<Drive> Of(Selection selection)
    {
        var drives = selection.Alternatives.SelectMany(values => OfValues(selection, values));
        return selection.Filter.SearchTokens.Count == 0
            ? drives
            : drives.Where(drive => drive.Field == FilterField.Tags).Append(Words(selection))
                .Concat(drives.Where(drive => drive.Field != FilterField.Tags));
    }

    /// <summary>The same without what is only there because the viewer is somebody else: its rows are many.</summary>
    public static IEnumerable<Drive> Narrow(Selection selection) =>
        Of(selection).Where(drive => selection.Guard is null || drive.Field != FilterField.Visibility);

    private static IEnumerable<Drive> OfValues(Selection selection, Alternatives values) => values switch
    {
        { Field: FilterField.Tags } when selection.Filter.TagMatch == TagMatch.All => values.Values.Select(
            (_, index) => Tag(selection, [statement => TagArm(selection, values, index, statement)], isExact: values.Values.Count == 1)),
        { Values.Count: > MaxArms } => [],
        { Field: FilterField.Tags } => [Tag(selection, [.. Range(values).Select(index => Arm(statement => TagArm(selection, values, index, statement)))], isExact: true)],
        { Function: { } function } =>
        [
            new()
            {
                Field = values.Field,
                Function = function,
                Arms = [.. Range(values).Select(index => Arm(statement => values.Word(statement, index)))],
            },
        ],
        _ =>
        [
            new()
            {
                Field = values.Field,
                Arms = [.. Range(values).Select(index => Arm(
                    statement => $"m.owner_user_id = {selection.AddOwner(statement)} AND m.{values.Column} = {values.Value(statement, index)}"))],
            },
        ],
    };

    private static Drive Tag(Selection selection, IReadOnlyList<Func<Statement, string>> arms, bool isExact) => new()
    {
        Field = FilterField.Tags,
        Arms = [.. arms.Select(arm => selection.SeesAll ? arm : statement => $"{arm(statement)} AND t.is_public")],
        IsExact = isExact,
    };

    private static string TagArm(Selection selection, Alternatives tags, int index, Statement statement) =>
        $"t.owner_user_id = {selection.AddOwner(statement)} AND t.tag = {tags.Value(statement, index)}";

    private static IEnumerable<int> Range(Alternatives values) => Enumerable.Range(0, values.Values.Count);

    private static Func<Statement, string> Arm(Func<Statement, string> arm) => arm;
}
