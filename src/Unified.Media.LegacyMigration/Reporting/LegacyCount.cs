namespace Unified.Media.LegacyMigration;

/// <summary>The number of rows, differences, indexes or triggers of one category.</summary>
public sealed record LegacyCount
{
    /// <summary>The name of the category.</summary>
    public required string Name { get; init; }

    /// <summary>The number of rows, or of differences, indexes or triggers.</summary>
    public required long Rows { get; init; }
}
