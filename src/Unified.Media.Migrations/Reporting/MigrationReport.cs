namespace Unified.Media.Migrations;

/// <summary>The result of a migration.</summary>
public sealed record MigrationReport
{
    /// <summary>The steps that this migration applied, in order; empty when the schema was up to date.</summary>
    public IReadOnlyList<AppliedStep> Applied { get; init; } = [];

    /// <summary>True when the schema was up to date before the call, so that no step was applied.</summary>
    public bool WasUpToDate => Applied.Count == 0;
}
