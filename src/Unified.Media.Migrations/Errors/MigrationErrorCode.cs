namespace Unified.Media.Migrations;

/// <summary>The stable codes of <see cref="MediaMigrationException"/>.</summary>
public static class MigrationErrorCode
{
    /// <summary>The text of an applied step that runs only once has changed.</summary>
    public const string EditedStep = "migration_edited_step";

    /// <summary>The schema was created with other names of schemas or roles than the configured ones.</summary>
    public const string OtherNames = "migration_other_names";

    /// <summary>A step did not acquire its locks in time, because other sessions hold them.</summary>
    public const string Locked = "migration_locked";

    /// <summary>Another process is migrating, and did not finish in time.</summary>
    public const string Busy = "migration_busy";

    /// <summary>The lock of the migration was lost: its connection ended, or another process took the lock over.</summary>
    public const string LockLost = "migration_lock_lost";

    /// <summary>A step failed.</summary>
    public const string FailedStep = "migration_failed_step";

    /// <summary>The login lacks a permission that a step requires.</summary>
    public const string MissingRights = "migration_missing_rights";

    /// <summary>The server cannot be reached, or ended the connection.</summary>
    public const string Unavailable = "migration_unavailable";

    /// <summary>The server is older than PostgreSQL 15.</summary>
    public const string ServerTooOld = "migration_server_too_old";
}
