using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Translates errors of the database to <see cref="MediaMigrationException"/>.</summary>
internal static class MigrationErrors
{
    public const int MinServerVersion = 15;

    // Classes of SQLSTATEs: their first two or three characters.
    private const string FeatureNotSupportedClass = "0A";
    private const string InsufficientResourcesClass = "53";
    private const string SyntaxOrAccessClass = "42";
    private const string ConnectionClass = "08";
    private const string AuthorizationClass = "28";
    private const string ShutdownClass = "57P";

    /// <summary>Returns whether a retry can succeed after other sessions have released their locks.</summary>
    public static bool IsLockConflict(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>Returns whether the error means that the journal does not exist.</summary>
    public static bool IsUndefinedTable(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;

    public static void CheckVersion(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < MinServerVersion)
        {
            throw new MediaMigrationException(
                MigrationErrorCode.ServerTooOld,
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; the schema requires PostgreSQL {MinServerVersion} or newer, for views "
                + "with security_invoker.");
        }
    }

    public static MediaMigrationException Translate(NpgsqlException error, Step? step = null)
    {
        var subject = step is null ? "The schema" : $"The step '{step.Name}'";
        return error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } serverError => new(
                MigrationErrorCode.MissingRights, $"{subject}: {Describe(serverError)}", error)
            { Step = step?.Name },
            PostgresException serverError when !IsConnectionLoss(serverError) => new(
                MigrationErrorCode.FailedStep, $"{subject} failed: {Describe(serverError)}", error)
            { Step = step?.Name, IsTransient = serverError.IsTransient },
            _ => new(
                MigrationErrorCode.Unavailable, $"{subject}: the server cannot be reached, rejected the login, or closed the connection.", error)
            { Step = step?.Name, IsTransient = error.IsTransient || error is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown } },
        };
    }

    public static MediaMigrationException Locked(Step step, TimeSpan timeout, string blockers, Exception? cause)
    {
        var holders = blockers.Length == 0 ? "No session was seen that holds them." : $"They were held by {blockers}.";
        return new(
            MigrationErrorCode.Locked,
            string.Create(CultureInfo.InvariantCulture, $"The step '{step.Name}' did not acquire its locks within {timeout}. {holders}"),
            cause)
        { Step = step.Name, IsTransient = true };
    }

    public static MediaMigrationException Busy(TimeSpan timeout) =>
        new(MigrationErrorCode.Busy, $"Another process is migrating the schema and did not finish within {timeout}. Wait for it.")
        { IsTransient = true };

    public static MediaMigrationException LockLost(Step? step = null) => new(
        MigrationErrorCode.LockLost,
        "The migration lost its lock: its connection ended, or another process took the lock over. Applied steps stay applied.")
    { Step = step?.Name, IsTransient = true };

    /// <summary>
    /// Describes the error without data of tables. Includes the messages about permissions and names, and the messages that the steps raise. Other
    /// messages can quote values, so only the inner exception contains them.
    /// </summary>
    public static string Describe(PostgresException error)
    {
        var isSafeToShow = error.SqlState == PostgresErrorCodes.RaiseException
            || error.SqlState.StartsWith(SyntaxOrAccessClass, StringComparison.Ordinal)
            || error.SqlState.StartsWith(FeatureNotSupportedClass, StringComparison.Ordinal)
            || error.SqlState.StartsWith(InsufficientResourcesClass, StringComparison.Ordinal);
        string?[] parts =
        [
            isSafeToShow ? error.MessageText
                : error.SqlState == PostgresErrorCodes.QueryCanceled ? "the statement was canceled or took too long"
                : null,
            DescribeName("table", error.TableName), DescribeName("column", error.ColumnName), DescribeName("constraint", error.ConstraintName),
            isSafeToShow ? error.Hint : null,
        ];
        return $"{error.SqlState}: {string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)))}".TrimEnd(' ', ':') + ".";
    }

    private static bool IsConnectionLoss(PostgresException error) =>
        error.SqlState.StartsWith(ConnectionClass, StringComparison.Ordinal)
        || error.SqlState.StartsWith(AuthorizationClass, StringComparison.Ordinal)
        || error.SqlState.StartsWith(ShutdownClass, StringComparison.Ordinal)
        || error.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.TooManyConnections;

    private static string? DescribeName(string kind, string? name) => string.IsNullOrEmpty(name) ? null : $"{kind} {name}";
}
