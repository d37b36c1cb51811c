using Npgsql;
using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>Turns the database's errors into ours. Texts of the server stay in the cause.</summary>
internal static class LegacyErrors
{
    public static bool IsProviders(Exception error) => error is NpgsqlException or TimeoutException;

    public static MediaMigrationException Translate(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ObjectNotInPrerequisiteState } =>
            new(MigrationErrorCode.Finished, "The migration is finished: its way back and its way forward are closed.", error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable,
        } => new(
            MigrationErrorCode.NotReady, "The schema lacks what the migration of older tables needs: bring it up to date first.", error),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new(MigrationErrorCode.MissingRights, "The login lacks a right that the migration of older tables needs.", error),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
            new(MigrationErrorCode.Locked, "A lock was not to be had in time.", error) { IsTransient = true },
        PostgresException answer => IsPassing(answer)
            ? Unavailable(error)
            : new(MigrationErrorCode.FailedStep, $"The database refused a step of the migration ({answer.SqlState}).", error),
        _ => Unavailable(error),
    };

    private static bool IsPassing(PostgresException error) =>
        error.IsTransient || error.SqlState
            is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected;

    private static MediaMigrationException Unavailable(Exception error) =>
        new(MigrationErrorCode.Unavailable, "The database could not be reached, or did not answer.", error) { IsTransient = true };
}
