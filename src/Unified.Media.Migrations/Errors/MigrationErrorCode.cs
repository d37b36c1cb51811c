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

    /// <summary>The migration of older tables needs something else first: an up-to-date schema, a run that has come to its end.</summary>
    public const string NotReady = "migration_not_ready";

    /// <summary>The migration of older tables is finished: it has neither a way forward nor a way back.</summary>
    public const string Finished = "migration_finished";

    /// <summary>Older rows are missing among the items, so the migration cannot be finished.</summary>
    public const string NotClean = "migration_not_clean";

    /// <summary>More rows failed than were allowed.</summary>
    public const string TooManyFailures = "migration_too_many_failures";

    /// <summary>The migration of older tables was ended from elsewhere while it ran.</summary>
    public const string Ended = "migration_ended";
}
