namespace Unified.Media.Migrations;

/// <summary>What a migration has done.</summary>
/// <param name="Applied">The steps that it has run itself, in their order; none when there was nothing to do.</param>
public sealed record MigrationReport(IReadOnlyList<AppliedStep> Applied)
{
    /// <summary>True when there was nothing to do.</summary>
    public bool WasUpToDate => Applied.Count == 0;
}
