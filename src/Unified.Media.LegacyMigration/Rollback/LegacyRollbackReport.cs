namespace Unified.Media.LegacyMigration;

/// <summary>The result of a rollback.</summary>
public sealed record LegacyRollbackReport
{
    /// <summary>The number of rewritten references that were processed: moodboard elements, featured images, showcases.</summary>
    public long References { get; init; }

    /// <summary>The number of older rows whose items were processed.</summary>
    public long Items { get; init; }

    /// <summary>The number of items that existed before the migration and were processed.</summary>
    public long PreexistingItems { get; init; }

    /// <summary>The number of references and items that were kept because they were changed after the migration.</summary>
    public long Kept { get; init; }

    /// <summary>The kept references and items, at most <see cref="LegacyMigrationOptions.MaxListedEntries"/>.</summary>
    public IReadOnlyList<LegacyProblem> KeptRows { get; init; } = [];

    /// <summary>The duration of the rollback.</summary>
    public TimeSpan Elapsed { get; init; }
}
