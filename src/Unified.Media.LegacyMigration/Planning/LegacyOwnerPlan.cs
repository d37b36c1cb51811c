namespace Unified.Media.LegacyMigration;

/// <summary>How many rows will become an owner's items.</summary>
/// <param name="Owner">The owner in the catalog.</param>
/// <param name="Rows">How many.</param>
public sealed record LegacyOwnerPlan(Guid Owner, long Rows);
