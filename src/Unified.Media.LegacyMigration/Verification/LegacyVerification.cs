namespace Unified.Media.LegacyMigration;

/// <summary>What comparing the items with the older tables has shown. The expectations are not the mapping's own.</summary>
public sealed record LegacyVerification
{
    /// <summary>The older tables.</summary>
    public IReadOnlyList<LegacyTableVerification> Tables { get; init; } = [];

    /// <summary>Differences by field; all of them are counted.</summary>
    public IReadOnlyList<LegacyCount> DifferencesByField { get; init; } = [];

    /// <summary>Differences by name, at most <see cref="LegacyMigrationOptions.MaxListed"/>.</summary>
    public IReadOnlyList<LegacyDifference> Differences { get; init; } = [];

    /// <summary>How many objects were looked for in the object store; zero when none was given.</summary>
    public long ObjectsChecked { get; init; }

    /// <summary>How many of them are not there, or have another size.</summary>
    public long ObjectsMissing { get; init; }

    /// <summary>SHA-256 over everything above but the listing, 64 hexadecimal digits: two equal digests saw the same.</summary>
    public string Digest { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>True when nothing differs.</summary>
    public bool IsClean => DifferencesByField.Count == 0 && ObjectsMissing == 0 && Tables.All(table => table.DifferingGroups.Count == 0);

    /// <summary>True when a row that can be an item is none, or an item is gone that nobody deleted.</summary>
    public bool HasLoss => Tables.Any(table => table.CountOf("missing") > 0 || table.CountOf("lost") > 0);

    /// <summary>For a process to exit with: 0 clean, 1 differences but nothing lost, 2 loss.</summary>
    public int ExitCode => HasLoss ? 2 : IsClean ? 0 : 1;

    /// <summary>The report as JSON.</summary>
    public string ToJson() => LegacyJson.Serialize(this, LegacyJson.Default.LegacyVerification);

    /// <summary>The report for people to read.</summary>
    public string ToText() => LegacyText.Of(this);
}
