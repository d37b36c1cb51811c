using System.Globalization;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Turns the provider's errors into ours. The only place that reads SQLSTATEs.</summary>
internal static class MigrationErrors
{
    public const int MinServerVersion = 15;

    private const string FeatureNotSupported = "0A";
    private const string InsufficientResources = "53";
    private const string SyntaxOrAccess = "42";
    private const string Raised = "P0001";

    /// <summary>True when another try may succeed as soon as other sessions have given back their locks.</summary>
    public static bool IsLockConflict(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>True when the journal is not there yet.</summary>
    public static bool IsAbsent(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;

    public static void CheckVersion(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < MinServerVersion)
        {
            throw new MediaMigrationException(
                MigrationErrorCode.ServerTooOld,
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; {MinServerVersion} or newer is needed (views that obey their reader).");
        }
    }

    public static MediaMigrationException Translate(NpgsqlException error, Step? step = null)
    {
        var where = step is null ? "The schema" : $"The step '{step.Name}'";
        return error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => new(
                MigrationErrorCode.MissingRights, $"{where}: {Describe(refused)}", error)
            { Step = step?.Name },
            PostgresException failed when !IsConnectionLoss(failed) => new(
                MigrationErrorCode.FailedStep, $"{where} failed: {Describe(failed)}", error)
            { Step = step?.Name, IsTransient = failed.IsTransient },
            _ => new(
                MigrationErrorCode.Unavailable, $"{where}: the server cannot be reached, refused the login, or ended the connection.", error)
            { Step = step?.Name, IsTransient = error.IsTransient || error is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown } },
        };
    }

    public static MediaMigrationException Locked(Step step, TimeSpan patience, string blockers, Exception? cause)
    {
        var holders = blockers.Length == 0 ? "Nobody was seen holding them." : $"They were held by {blockers}.";
        return new(
            MigrationErrorCode.Locked,
            string.Create(CultureInfo.InvariantCulture, $"The step '{step.Name}' did not get its locks in {patience}. {holders}"),
            cause)
        { Step = step.Name, IsTransient = true };
    }

    public static MediaMigrationException Busy(TimeSpan patience) =>
        new(MigrationErrorCode.Busy, $"Another process has been migrating the schema for {patience}. It goes on.") { IsTransient = true };

    public static MediaMigrationException LockLost(Step? step = null) => new(
        MigrationErrorCode.LockLost,
        "The connection that says that this process migrates was lost, or another process has taken over. What is complete is complete.")
    { Step = step?.Name, IsTransient = true };

    /// <summary>
    /// The error without rows of tables. Texts about rights and names are safe, and so are those that our own steps raise; others may quote
    /// values, and are left to the inner exception.
    /// </summary>
    public static string Describe(PostgresException error)
    {
        var isSafe = error.SqlState == Raised
            || error.SqlState.StartsWith(SyntaxOrAccess, StringComparison.Ordinal)
            || error.SqlState.StartsWith(FeatureNotSupported, StringComparison.Ordinal)
            || error.SqlState.StartsWith(InsufficientResources, StringComparison.Ordinal);
        string?[] parts =
        [
            isSafe ? error.MessageText : error.SqlState == PostgresErrorCodes.QueryCanceled ? "it took too long" : null,
            Named("table", error.TableName), Named("column", error.ColumnName), Named("constraint", error.ConstraintName),
            isSafe ? error.Hint : null,
        ];
        return $"{error.SqlState}: {string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)))}".TrimEnd(' ', ':') + ".";
    }

    private static bool IsConnectionLoss(PostgresException error) =>
        error.SqlState.StartsWith("08", StringComparison.Ordinal)
        || error.SqlState.StartsWith("28", StringComparison.Ordinal)
        || error.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || error.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.TooManyConnections;

    private static string? Named(string what, string? name) => string.IsNullOrEmpty(name) ? null : $"{what} {name}";
}
