namespace Unified.Media.LegacyMigration;

/// <summary>
/// The result of comparing the items with the older rows. The expected values are computed independently of the code that created the items.
/// </summary>
public sealed record LegacyVerification
{
    /// <summary>The older tables.</summary>
    public IReadOnlyList<LegacyTableVerification> Tables { get; init; } = [];

    /// <summary>The number of differences per field. All differences are counted.</summary>
    public IReadOnlyList<LegacyCount> DifferencesByField { get; init; } = [];

    /// <summary>The differences one by one, at most <see cref="LegacyMigrationOptions.MaxListedEntries"/>.</summary>
    public IReadOnlyList<LegacyDifference> Differences { get; init; } = [];

    /// <summary>The number of objects that were checked in the object store; zero when no object store was given.</summary>
    public long ObjectsChecked { get; init; }

    /// <summary>The number of checked objects that are missing or have another size.</summary>
    public long ObjectsMissing { get; init; }

    /// <summary>
    /// The SHA-256 of all counts and checksums, as 64 hexadecimal digits. Two verifications with the same digest found the same state.
    /// </summary>
    public string Digest { get; init; } = "";

    /// <summary>The duration of the verification.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>True when there is no difference.</summary>
    public bool IsClean =>
        DifferencesByField.Count == 0 && ObjectsMissing == 0 && Tables.All(table => table.DifferingOwnerDays.Count == 0);

    /// <summary>True when the item of an older row is missing or lost.</summary>
    public bool HasLoss => Tables.Any(
        table => table.CountOf(LegacyRowState.Missing) > 0 || table.CountOf(LegacyRowState.Lost) > 0);
}
