namespace Unified.Media.LegacyMigration;

/// <summary>Something that is not as it must be.</summary>
/// <param name="Source">The table.</param>
/// <param name="Id">The row.</param>
/// <param name="Kind"><c>difference</c>, <c>missing</c>, <c>lost</c>, <c>orphan</c>, <c>reference</c> or <c>object</c>.</param>
public sealed record LegacyDifference(string Source, string Id, string Kind)
{
    /// <summary>The item; null where there is none.</summary>
    public Guid? MediaId { get; init; }

    /// <summary>The field: a column, <c>metadata.</c> and a key, or <c>items[3].media_id</c>; null where all of the row is meant.</summary>
    public string? Field { get; init; }

    /// <summary>What it must be, by the older row; at most 300 characters.</summary>
    public string? Expected { get; init; }

    /// <summary>What it is; at most 300 characters.</summary>
    public string? Actual { get; init; }
}
