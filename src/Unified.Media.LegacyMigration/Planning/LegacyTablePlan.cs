namespace Unified.Media.LegacyMigration;

/// <summary>What a run would do with one older table.</summary>
/// <param name="Source">The table.</param>
public sealed record LegacyTablePlan(string Source)
{
    /// <summary>Rows of the table.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that would become items.</summary>
    public long ToMigrate { get; init; }

    /// <summary>Rows that are items already, or were and have been deleted.</summary>
    public IReadOnlyList<LegacyCount> Done { get; init; } = [];

    /// <summary>Rows that would be left out: <c>owner_unknown</c>, <c>owner_ambiguous</c>.</summary>
    public IReadOnlyList<LegacyCount> Skipped { get; init; } = [];

    /// <summary>Rows to migrate by source type.</summary>
    public IReadOnlyList<LegacyCount> SourceTypes { get; init; } = [];

    /// <summary>Rows to migrate by kind of media.</summary>
    public IReadOnlyList<LegacyCount> Kinds { get; init; } = [];

    /// <summary>
    /// Rows to migrate by what their address names: an object of their <c>own</c>, one that nothing proves to be theirs (<c>unproven</c>),
    /// something <c>external</c>.
    /// </summary>
    public IReadOnlyList<LegacyCount> Objects { get; init; } = [];

    /// <summary>Rows to migrate whose address names no object, by reason.</summary>
    public IReadOnlyList<LegacyCount> Problems { get; init; } = [];

    /// <summary>How many owners the rows to migrate have.</summary>
    public int Owners { get; init; }

    /// <summary>The owners with the most rows to migrate, at most <see cref="LegacyMigrationOptions.MaxListed"/>.</summary>
    public IReadOnlyList<LegacyOwnerPlan> LargestOwners { get; init; } = [];
}
