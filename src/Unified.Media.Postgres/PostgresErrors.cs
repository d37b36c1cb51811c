using Microsoft.Extensions.Logging;
using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>Translates errors of Npgsql by their SQLSTATE. Only the inner exception contains the message of the database.</summary>
internal static class PostgresErrors
{
    public const string Provider = "postgres";

    /// <summary>The SQLSTATE of the trigger on the table of items when another call has ended the attempt or has already published it.</summary>
    public const string AttemptLost = "UM409";

    // The server routine that checks the value of a setting, such as the role.
    private const string SettingCheckRoutine = "call_string_check_hook";

    public static bool IsProviderError(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>Translates the error of a call. After a lost connection, the outcome of a write is unknown.</summary>
    /// <param name="error">The provider's error.</param>
    /// <param name="mayHaveTakenEffect">True for a write whose statements may have been sent to the server.</param>
    /// <param name="role">The name of the first database role that the call sets; null if it sets none.</param>
    /// <param name="logger">Logs errors that the operator must correct.</param>
    public static Exception Translate(Exception error, bool mayHaveTakenEffect, string? role, ILogger logger) => error switch
    {
        PostgresException { SqlState: AttemptLost } => new LostAttemptException(error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidParameterValue,
            Routine: SettingCheckRoutine,
        } when role is not null => CreateRoleDeniedError(error, role, logger),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new MediaAccessDeniedException("The database does not allow this operation for the user.", error),
        PostgresException serverError => TranslateServerError(serverError, mayHaveTakenEffect),
        _ => mayHaveTakenEffect
            ? CreateOutcomeUnknownError(error)
            : new MediaProviderException("The database could not be reached, or it did not respond in time.", Provider, error) { IsTransient = true },
    };

    /// <summary>Creates the error for a database without the schema that the catalog requires.</summary>
    public static MediaProviderException CreateSchemaError(string message) => new(message, Provider);

    public static string GetSqlState(Exception? error) => (error?.InnerException as PostgresException)?.SqlState ?? "connection";

    private static MediaProviderException CreateRoleDeniedError(Exception error, string role, ILogger logger)
    {
        Log.RoleDenied(logger, role);
        return new(
            $"The login cannot assume the role {role}: grant the role to the login, or configure another login for these calls.", Provider, error);
    }

    private static MediaProviderException TranslateServerError(PostgresException error, bool mayHaveTakenEffect) =>
        mayHaveTakenEffect && IsOutcomeUnknown(error.SqlState)
            ? CreateOutcomeUnknownError(error)
            : new(Describe(error.SqlState), Provider, error) { IsTransient = IsTransient(error.SqlState) };

    private static MediaProviderException CreateOutcomeUnknownError(Exception error) =>
        new("The connection to the database was lost before it confirmed the change.", Provider, error)
        {
            Code = MediaErrorCode.OutcomeUnknown,
            IsTransient = true,
            OutcomeUnknown = true,
        };

    // The server returns an error only after it has rolled back the transaction. The outcome is unknown if the code says so, or if a pooler or a
    // crashing server may have sent the error.
    private static bool IsOutcomeUnknown(string state) =>
        IsConnectionException(state) || state is PostgresErrorCodes.StatementCompletionUnknown or PostgresErrorCodes.CrashShutdown;

    private static bool IsTransient(string state) => IsConnectionException(state) || state
        is PostgresErrorCodes.SerializationFailure
        or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.StatementCompletionUnknown
        or PostgresErrorCodes.InsufficientResources
        or PostgresErrorCodes.OutOfMemory
        or PostgresErrorCodes.TooManyConnections
        or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.QueryCanceled
        or PostgresErrorCodes.AdminShutdown
        or PostgresErrorCodes.CrashShutdown
        or PostgresErrorCodes.CannotConnectNow
        or PostgresErrorCodes.IdleSessionTimeout;

    private static bool IsConnectionException(string state) => state.StartsWith("08", StringComparison.Ordinal);

    private static string Describe(string state) => state switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database is read-only.",
        PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidPassword => "The database rejected the login.",
        PostgresErrorCodes.InvalidCatalogName => "The database does not exist.",
        PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.UndefinedFunction =>
            "The database lacks a part of the catalog's schema: apply the migrations.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "The change conflicted with a concurrent change.",
        PostgresErrorCodes.DiskFull => "The database's disk is full.",
        PostgresErrorCodes.OutOfMemory => "The database ran out of memory.",
        PostgresErrorCodes.TooManyConnections => "The database has no free connections.",
        PostgresErrorCodes.LockNotAvailable => "A lock could not be acquired in time.",
        PostgresErrorCodes.QueryCanceled => "The database canceled the statement.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "The database is starting up or shutting down.",
        PostgresErrorCodes.IdleSessionTimeout => "The database closed the idle connection.",
        _ when IsConnectionException(state) => "The connection to the database failed.",
        _ => "The database failed.",
    };
}
