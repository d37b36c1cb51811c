using Npgsql;
using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>Translates errors of the database. Only the inner exception contains messages of the server.</summary>
internal static class LegacyErrors
{
    public static bool IsDatabaseError(Exception error) => error is NpgsqlException or TimeoutException;

    public static MediaMigrationException Translate(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ObjectNotInPrerequisiteState } =>
            new(LegacyErrorCode.Finished, "The legacy migration is finished. It can neither run nor be rolled back.", error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable,
        } => new(
            LegacyErrorCode.NotReady,
            "The database schema is not up to date, or lacks the module legacy. Migrate the schema with LegacySchema.Module first.",
            error),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new(
                MigrationErrorCode.MissingRights,
                "The login lacks a permission. Connect as the owner of the schema and of the older tables.",
                error),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            new(MigrationErrorCode.Locked, "A lock was not acquired in time, because other sessions hold it.", error) { IsTransient = true },
        PostgresException serverError => IsTransient(serverError)
            ? Unavailable(error)
            : new(MigrationErrorCode.FailedStep, $"The database rejected a step of the legacy migration (SQLSTATE {serverError.SqlState}).", error),
        _ => Unavailable(error),
    };

    private static bool IsTransient(PostgresException error) =>
        error.IsTransient || error.SqlState
            is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected;

    private static MediaMigrationException Unavailable(Exception error) =>
        new(MigrationErrorCode.Unavailable, "The database cannot be reached, or did not respond.", error) { IsTransient = true };
}
