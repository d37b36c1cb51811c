namespace Unified.Media.Migrations;

/// <summary>The progress of a migration.</summary>
public sealed record MigrationProgress
{
    /// <summary>The name of the step, such as <c>0020_media</c>, or <c>legacy/0100_legacy_tables</c> in a module.</summary>
    public required string Step { get; init; }

    /// <summary>The event.</summary>
    public required MigrationEventKind Kind { get; init; }

    /// <summary>The position of the step among the steps to apply, starting at 1.</summary>
    public int Index { get; init; }

    /// <summary>The number of steps to apply.</summary>
    public int Total { get; init; }

    /// <summary>The number of rows that the batches of the step have changed so far in this migration.</summary>
    public long Rows { get; init; }
}
