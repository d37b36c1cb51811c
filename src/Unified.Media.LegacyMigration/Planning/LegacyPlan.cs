namespace Unified.Media.LegacyMigration;

/// <summary>What a run would do now. Making it changes nothing.</summary>
public sealed record LegacyPlan
{
    /// <summary>The phase that the migration is in.</summary>
    public required LegacyPhase Phase { get; init; }

    /// <summary>The older tables whose rows become items.</summary>
    public IReadOnlyList<LegacyTablePlan> Tables { get; init; } = [];

    /// <summary>Rows of the other tables that are looked at: <c>media</c>, <c>moodboards</c>, <c>showcases</c>.</summary>
    public IReadOnlyList<LegacyCount> OtherTables { get; init; } = [];

    /// <summary>
    /// What is worth knowing before: <c>index_missing</c>, <c>index_invalid</c> (a run makes them), <c>sync_triggers</c> (there already),
    /// <c>several_profiles</c>, each with a number.
    /// </summary>
    public IReadOnlyList<LegacyCount> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Rows that would become items.</summary>
    public long ToMigrate => Tables.Sum(table => table.ToMigrate);

    /// <summary>The plan as JSON.</summary>
    public string ToJson() => LegacyJson.Serialize(this, LegacyJson.Default.LegacyPlan);

    /// <summary>The plan for people to read.</summary>
    public string ToText() => LegacyText.Of(this);
}
