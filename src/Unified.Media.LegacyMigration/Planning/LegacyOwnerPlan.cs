namespace Unified.Media.LegacyMigration;

/// <summary>The number of rows that would become items of one owner.</summary>
public sealed record LegacyOwnerPlan
{
    /// <summary>The owner id in the catalog.</summary>
    public required Guid Owner { get; init; }

    /// <summary>The number of rows.</summary>
    public required long Rows { get; init; }
}
