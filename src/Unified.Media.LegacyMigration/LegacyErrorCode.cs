using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// The stable codes of <see cref="MediaMigrationException"/> that only the legacy migration uses. It also uses those of
/// <see cref="MigrationErrorCode"/>.
/// </summary>
public static class LegacyErrorCode
{
    /// <summary>A precondition is not met: the schema is not up to date, or no run was completed.</summary>
    public const string NotReady = "migration_not_ready";

    /// <summary>The legacy migration is finished: it can neither run nor be rolled back.</summary>
    public const string Finished = "migration_finished";

    /// <summary>Items of older rows are missing or lost, so the legacy migration cannot be finished.</summary>
    public const string NotClean = "migration_not_clean";

    /// <summary>More rows failed than <see cref="LegacyMigrationOptions.MaxFailures"/> allows.</summary>
    public const string TooManyFailures = "migration_too_many_failures";

    /// <summary>Another process finished the legacy migration or rolled it back during this run.</summary>
    public const string Ended = "migration_ended";
}
