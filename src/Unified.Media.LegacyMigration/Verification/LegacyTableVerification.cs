namespace Unified.Media.LegacyMigration;

/// <summary>What a verification found in one older table.</summary>
/// <param name="Source">The table.</param>
public sealed record LegacyTableVerification(string Source)
{
    /// <summary>Rows of the older table.</summary>
    public long Rows { get; init; }

    /// <summary>
    /// Rows by where they stand: <c>migrated</c>, <c>recognised</c> (an item was there before), <c>edited</c> (its item was changed since),
    /// <c>deleted</c> (by its owner, since), <c>owner_unknown</c>, <c>owner_ambiguous</c>, <c>failed</c>, <c>missing</c>, <c>lost</c>.
    /// </summary>
    public IReadOnlyList<LegacyCount> Standing { get; init; } = [];

    /// <summary>Owners and days whose rows and items differ in number or in their checksum.</summary>
    public IReadOnlyList<LegacyGroup> DifferingGroups { get; init; } = [];

    /// <summary>How many owners and days were compared.</summary>
    public long Groups { get; init; }

    /// <summary>How many rows stand somewhere.</summary>
    public long CountOf(string standing) => Standing.FirstOrDefault(count => count.Name == standing)?.Rows ?? 0;
}
