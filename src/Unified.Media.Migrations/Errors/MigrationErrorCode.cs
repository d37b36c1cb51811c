namespace Unified.Media.Migrations;

/// <summary>The stable codes of <see cref="MediaMigrationException"/>.</summary>
public static class MigrationErrorCode
{
    /// <summary>A step that runs only once was edited after it had been run.</summary>
    public const string EditedStep = "migration_edited_step";

    /// <summary>The schema was made for other names of schemas or roles than are configured.</summary>
    public const string OtherNames = "migration_other_names";

    /// <summary>A step did not get its locks in time, because other sessions hold them.</summary>
    public const string Locked = "migration_locked";

    /// <summary>Another process is migrating, and did not end in time.</summary>
    public const string Busy = "migration_busy";

    /// <summary>The right to go on was lost: its connection ended, or another process has taken over.</summary>
    public const string LockLost = "migration_lock_lost";

    /// <summary>A step failed.</summary>
    public const string FailedStep = "migration_failed_step";

    /// <summary>The login may not do what a step does.</summary>
    public const string MissingRights = "migration_missing_rights";

    /// <summary>The server cannot be reached, or ended the connection.</summary>
    public const string Unavailable = "migration_unavailable";

    /// <summary>The server is older than PostgreSQL 15.</summary>
    public const string ServerTooOld = "migration_server_too_old";
}
