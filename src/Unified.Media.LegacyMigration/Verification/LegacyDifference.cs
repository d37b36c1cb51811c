namespace Unified.Media.LegacyMigration;

/// <summary>A difference between an older row and its item, a reference, or an object.</summary>
public sealed record LegacyDifference
{
    /// <summary>The table of the row.</summary>
    public required string Source { get; init; }

    /// <summary>The id of the row.</summary>
    public required string Id { get; init; }

    /// <summary>The kind: <c>difference</c>, <c>missing</c>, <c>lost</c>, <c>orphan</c>, <c>reference</c> or <c>object</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of the item; null where there is none.</summary>
    public Guid? MediaId { get; init; }

    /// <summary>The field: a column, <c>metadata.</c> and a key, or a path such as <c>items[3].media_id</c>; null for the whole row.</summary>
    public string? Field { get; init; }

    /// <summary>The expected value according to the older row, at most 300 characters; null where none is expected.</summary>
    public string? Expected { get; init; }

    /// <summary>The actual value, at most 300 characters; null where there is none.</summary>
    public string? Actual { get; init; }
}
