namespace Unified.Media.LegacyMigration;

/// <summary>The verification of one older table.</summary>
public sealed record LegacyTableVerification
{
    /// <summary>The table.</summary>
    public required string Source { get; init; }

    /// <summary>The number of rows of the table.</summary>
    public long Rows { get; init; }

    /// <summary>The number of rows per state. States without a row are absent.</summary>
    public IReadOnlyDictionary<LegacyRowState, long> States { get; init; } = new Dictionary<LegacyRowState, long>();

    /// <summary>
    /// The owners and days whose rows and items differ in number or checksum, at most <see cref="LegacyMigrationOptions.MaxListedEntries"/>.
    /// </summary>
    public IReadOnlyList<LegacyOwnerDay> DifferingOwnerDays { get; init; } = [];

    /// <summary>The number of pairs of owner and day that were compared.</summary>
    public long OwnerDays { get; init; }

    /// <summary>Returns the number of rows in a state.</summary>
    public long CountOf(LegacyRowState state) => States.GetValueOrDefault(state);
}
