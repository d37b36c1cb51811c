namespace Unified.Media.LegacyMigration;

/// <summary>The changes that a run would make for one older table.</summary>
public sealed record LegacyTablePlan
{
    /// <summary>The table.</summary>
    public required string Source { get; init; }

    /// <summary>The number of rows of the table.</summary>
    public long Rows { get; init; }

    /// <summary>The number of rows that would become items.</summary>
    public long ToMigrate { get; init; }

    /// <summary>Rows that have an item already (<c>migrated</c>), and rows whose item was deleted (<c>deleted</c>).</summary>
    public IReadOnlyList<LegacyCount> Done { get; init; } = [];

    /// <summary>Rows that would be skipped: <c>owner_unknown</c>, <c>owner_ambiguous</c>.</summary>
    public IReadOnlyList<LegacyCount> Skipped { get; init; } = [];

    /// <summary>Rows to migrate, by source type.</summary>
    public IReadOnlyList<LegacyCount> SourceTypes { get; init; } = [];

    /// <summary>Rows to migrate, by kind of media.</summary>
    public IReadOnlyList<LegacyCount> Kinds { get; init; } = [];

    /// <summary>
    /// Rows to migrate, by their object: an object whose key proves that it belongs to the owner (<c>own</c>), another object of the store
    /// (<c>unproven</c>), or an address outside the store (<c>external</c>).
    /// </summary>
    public IReadOnlyList<LegacyCount> Objects { get; init; } = [];

    /// <summary>Rows to migrate whose address names no object, by reason.</summary>
    public IReadOnlyList<LegacyCount> Problems { get; init; } = [];

    /// <summary>The number of owners of the rows to migrate.</summary>
    public int Owners { get; init; }

    /// <summary>The owners with the most rows to migrate, at most <see cref="LegacyMigrationOptions.MaxListedEntries"/>.</summary>
    public IReadOnlyList<LegacyOwnerPlan> LargestOwners { get; init; } = [];
}
