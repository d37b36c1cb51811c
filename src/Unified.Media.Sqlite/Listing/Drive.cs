namespace Unified.Media.Sqlite;

/// <summary>
/// The index that a statement walks. Several arms are walked side by side and merged; no row is in two of them. The index is named in the
/// statement, so that the plan never depends on statistics.
/// </summary>
internal sealed record Drive
{
    private const int MaxArms = 8;

    /// <summary>What the conditions that the arms stand for are about.</summary>
    public required Property Property { get; init; }

    /// <summary>The table and index that are walked.</summary>
    public required string Source { get; init; }

    /// <summary>How to come from there to the item's row <c>m</c>; empty where the source is the row.</summary>
    public string Join { get; init; } = "";

    /// <summary>The conditions that find a range in the index, one arm each.</summary>
    public required IReadOnlyList<string> Arms { get; init; }

    /// <summary>True when an item that is in an arm fulfils every condition on <see cref="Property"/>.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>The source's own columns for the time and the id.</summary>
    public string CreatedAt { get; init; } = "m.created_at";

    /// <inheritdoc cref="CreatedAt"/>
    public string Id { get; init; } = "m.id";

    /// <summary>The column of an order, read from the index.</summary>
    public string Key(Order order) => order.IsByTime ? CreatedAt : $"m.{order.Column}";

    /// <summary>All of an owner's items.</summary>
    public static Drive Everything(string index) => new()
    {
        Property = Property.Owner,
        Source = $"media AS m INDEXED BY {index}",
        Arms = ["m.owner_user_id = @owner"],
    };

    /// <summary>The items with one of the values of a property that has an index of its own.</summary>
    public static Drive Values(Property property, string column, IEnumerable<string> parameters) => new()
    {
        Property = property,
        Source = $"media AS m INDEXED BY {IndexOf(property)}",
        Arms = [.. parameters.Select(parameter => $"m.owner_user_id = @owner AND m.{column} = {parameter}")],
    };

    /// <summary>The items of anybody that the words find. They come in no order.</summary>
    public static Drive Words() => Words("@match");

    /// <summary>
    /// The same of one owner: dearer, because the owner's word is a common one, but few where the words are common among others.
    /// </summary>
    public static Drive OwnWords() => Words("@ownMatch");

    /// <summary>The ways to walk only items with the values that are asked for; in the order of time.</summary>
    public static IEnumerable<Drive> Of(Selection selection) => selection.Alternatives.SelectMany(values => values switch
    {
        { Property: Property.Tags } when selection.Query.Filter.TagMatch == TagMatch.All => values.Parameters.Select(
            parameter => Tags([TagArm(parameter)], isExact: values.Parameters.Count == 1)),
        { Parameters.Count: > MaxArms } => [],
        { Property: Property.Tags } => [Tags([.. values.Parameters.Select((_, i) => TagArm(values.Parameters, i))], isExact: true)],
        _ => [Values(values.Property, values.Column, values.Parameters)],
    });

    public static string IndexOf(Property property) => property switch
    {
        Property.EnhancementType => "media_by_enhancement",
        Property.SourceType => "media_by_source",
        Property.Kind => "media_by_type",
        Property.Visibility => "media_by_visibility",
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "The property has no index of its own."),
    };

    private static Drive Words(string match) => new()
    {
        Property = Property.Words,
        Source = "media_words AS w",
        Join = "CROSS JOIN media AS m ON m.row_id = w.rowid",
        Arms = [$"w.media_words MATCH {match}"],
    };

    private static Drive Tags(IReadOnlyList<string> arms, bool isExact) => new()
    {
        Property = Property.Tags,
        Source = "media_tags AS t",
        Join = "CROSS JOIN media AS m ON m.row_id = t.media_row",
        Arms = arms,
        IsExact = isExact,
        CreatedAt = "t.created_at",
        Id = "t.media_id",
    };

    private static string TagArm(string parameter) => $"t.owner_user_id = @owner AND t.tag_key = {parameter}";

    // An item with two of the tags belongs to the first one's arm.
    private static string TagArm(IReadOnlyList<string> parameters, int i) => i == 0
        ? TagArm(parameters[0])
        : $"""
          {TagArm(parameters[i])} AND NOT EXISTS (SELECT 1 FROM media_tags AS x
              WHERE x.owner_user_id = @owner AND x.tag_key IN ({string.Join(", ", parameters.Take(i))})
              AND x.created_at = t.created_at AND x.media_id = t.media_id)
          """;
}
