namespace Unified.Media.LegacyMigration;

/// <summary>What a run did, and how it ended.</summary>
public sealed record LegacyRunReport
{
    /// <summary>True when the run came to its end; false when it was paused: run it again to resume.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The jobs in their order.</summary>
    public IReadOnlyList<LegacyJobReport> Jobs { get; init; } = [];

    /// <summary>The verification at the run's end; null when it was paused before.</summary>
    public LegacyVerification? Verification { get; init; }

    /// <summary>Problems by table and reason.</summary>
    public IReadOnlyList<LegacyProblemCount> Problems { get; init; } = [];

    /// <summary>Rows changed by all jobs; zero when everything had been done before.</summary>
    public long Written => Jobs.Sum(job => job.Written);

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The report as JSON.</summary>
    public string ToJson() => LegacyJson.Serialize(this, LegacyJson.Default.LegacyRunReport);

    /// <summary>The report for people to read.</summary>
    public string ToText() => LegacyText.Of(this);
}
