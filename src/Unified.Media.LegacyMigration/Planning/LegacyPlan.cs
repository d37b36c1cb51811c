namespace Unified.Media.LegacyMigration;

/// <summary>A dry run of the legacy migration: the changes that a run would make now.</summary>
public sealed record LegacyPlan
{
    /// <summary>The current phase of the migration.</summary>
    public required LegacyPhase Phase { get; init; }

    /// <summary>The older tables whose rows become items.</summary>
    public IReadOnlyList<LegacyTablePlan> Tables { get; init; } = [];

    /// <summary>The number of rows in the other tables that a run reads: <c>media</c>, <c>moodboards</c>, <c>showcases</c>.</summary>
    public IReadOnlyList<LegacyCount> OtherTables { get; init; } = [];

    /// <summary>
    /// Observations, each with a count: <c>index_missing</c> and <c>index_invalid</c> (a run creates these indexes), <c>sync_triggers</c>
    /// (already attached), <c>several_profiles</c> (logins with more than one profile).
    /// </summary>
    public IReadOnlyList<LegacyCount> Notes { get; init; } = [];

    /// <summary>The duration of the dry run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The number of rows that would become items.</summary>
    public long ToMigrate => Tables.Sum(table => table.ToMigrate);
}
