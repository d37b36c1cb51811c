namespace Unified.Media.LegacyMigration;

/// <summary>The number of rows of a table that have the same problem.</summary>
public sealed record LegacyProblemCount
{
    /// <summary>The table of the rows.</summary>
    public required string Source { get; init; }

    /// <summary>The reason; see <see cref="LegacyProblem.Reason"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The number of rows.</summary>
    public required long Rows { get; init; }
}
