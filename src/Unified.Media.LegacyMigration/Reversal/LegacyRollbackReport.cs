namespace Unified.Media.LegacyMigration;

/// <summary>What a rollback undid, and what it kept because somebody had changed it.</summary>
public sealed record LegacyRollbackReport
{
    /// <summary>References that were looked at: boards, featured images, showcases.</summary>
    public long References { get; init; }

    /// <summary>Older rows whose items were looked at.</summary>
    public long Items { get; init; }

    /// <summary>Items from before the migration that were looked at.</summary>
    public long OlderItems { get; init; }

    /// <summary>How many of all of these were kept.</summary>
    public long Kept { get; init; }

    /// <summary>What was kept, at most <see cref="LegacyMigrationOptions.MaxListed"/>.</summary>
    public IReadOnlyList<LegacyProblem> KeptRows { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The report as JSON.</summary>
    public string ToJson() => LegacyJson.Serialize(this, LegacyJson.Default.LegacyRollbackReport);

    /// <summary>The report for people to read.</summary>
    public string ToText() => LegacyText.Of(this);
}
