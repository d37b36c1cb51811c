using Microsoft.Extensions.Logging;
using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>Turns the provider's errors into ours. The only place that reads SQLSTATEs; the provider's texts stay in the cause.</summary>
internal static class PostgresErrors
{
    public const string Provider = "postgres";

    /// <summary>Raised by the trigger that publishes: the attempt is lost, or it was published before.</summary>
    public const string AttemptLost = "UM409";

    // The server's routine that checks the value of a setting; the role is one.
    private const string SettingCheck = "call_string_check_hook";

    public static bool IsProviders(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>The error of a call; of a write that may have reached the server, the outcome can be unknown.</summary>
    /// <param name="error">The provider's error.</param>
    /// <param name="mayHaveHappened">True for a write that was sent.</param>
    /// <param name="role">The role that the call takes on first, if any.</param>
    /// <param name="logger">Gets what the operator has to set right.</param>
    public static Exception Translate(Exception error, bool mayHaveHappened, string? role, ILogger logger) => error switch
    {
        PostgresException { SqlState: AttemptLost } => new LostAttemptException(error),
        PostgresException
        {
            SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidParameterValue,
            Routine: SettingCheck,
        } when role is not null => RefusedRole(error, role, logger),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new MediaAccessDeniedException("The database refuses this to this user.", error),
        PostgresException answer => TranslateAnswer(answer, mayHaveHappened),
        _ => mayHaveHappened
            ? Unknown(error)
            : new MediaProviderException("The database could not be reached, or did not answer in time.", Provider, error) { IsTransient = true },
    };

    /// <summary>Creates the error of a database that lacks what the catalog needs.</summary>
    public static MediaProviderException SchemaNotReady(string message) => new(message, Provider);

    public static string StateOf(Exception? error) => (error?.InnerException as PostgresException)?.SqlState ?? "connection";

    private static MediaProviderException RefusedRole(Exception error, string role, ILogger logger)
    {
        Log.RoleRefused(logger, role);
        return new(
            $"The login may not work as the role {role}: grant the role to it, or give those calls a login of their own.", Provider, error);
    }

    private static MediaProviderException TranslateAnswer(PostgresException error, bool mayHaveHappened) =>
        mayHaveHappened && LeavesOutcomeOpen(error.SqlState)
            ? Unknown(error)
            : new(Describe(error.SqlState), Provider, error) { IsTransient = IsTransient(error.SqlState) };

    private static MediaProviderException Unknown(Exception error) =>
        new("The connection to the database was lost before it said whether a change was made.", Provider, error)
        {
            Code = MediaErrorCode.OutcomeUnknown,
            IsTransient = true,
            OutcomeUnknown = true,
        };

    // The server returns an error only after it has rolled the transaction back. The outcome is open where the code says so, and where a pooler
    // in between or a server that is crashing may have sent the error.
    private static bool LeavesOutcomeOpen(string state) =>
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
        PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidPassword => "The database refuses the login.",
        PostgresErrorCodes.InvalidCatalogName => "There is no such database.",
        PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedObject or PostgresErrorCodes.UndefinedFunction =>
            "The database lacks a part of the catalog's schema: apply the migrations.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "The change met another one.",
        PostgresErrorCodes.DiskFull => "The database's disk is full.",
        PostgresErrorCodes.OutOfMemory => "The database ran out of memory.",
        PostgresErrorCodes.TooManyConnections => "The database has no connection left.",
        PostgresErrorCodes.LockNotAvailable => "A lock did not become free in time.",
        PostgresErrorCodes.QueryCanceled => "The database ended the statement.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.IdleSessionTimeout => "The database is starting or going down.",
        _ when IsConnectionException(state) => "The connection to the database failed.",
        _ => "The database failed.",
    };
}
