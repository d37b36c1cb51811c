using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>Translates exceptions to errors that tell the user what is wrong and what to do.</summary>
internal static class CommandErrors
{
    public static CommandError FromException(Exception exception, bool verbose)
    {
        var error = exception switch
        {
            ToolException toolError => new CommandError(toolError.Code, toolError.Message, toolError.Hint),
            OperationCanceledException => new("cancelled", "Cancelled.", "Completed work is kept. Run the command again to continue."),
            PostgresException serverError => FromServerError(serverError),
            NpgsqlException { InnerException: PostgresException inner } => FromServerError(inner),
            NpgsqlException connectionError => new(
                "database_unreachable", DescribeConnectionFailure(connectionError),
                "Check that the server is running and that its firewall allows this connection."),
            MediaException { InnerException: NpgsqlException inner } when IsConnectionError(inner) => FromException(inner, verbose: false),
            ArgumentException { ParamName: "options" } argumentError => new("settings_wrong", RemoveParameterName(argumentError)),
            OptionsValidationException options => new("settings_wrong", string.Join(' ', options.Failures)),
            MediaException mediaError => new(mediaError.Code, mediaError.Message, GetHint(mediaError.Code)),
            UnauthorizedAccessException or IOException => new("file_unusable", exception.Message),
            _ => new(
                "unexpected", $"{exception.GetType().Name}: {exception.Message}",
                verbose ? null : "Run the command with --verbose to see the stack trace."),
        };
        return verbose ? error with { Details = exception.ToString() } : error;
    }

    // A media exception describes the failed operation. If no connection could be opened, the inner exception is more useful.
    private static bool IsConnectionError(NpgsqlException exception) =>
        exception is not PostgresException postgres || postgres.SqlState
            is PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.CannotConnectNow;

    private static CommandError FromServerError(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new("login_refused", $"The server rejected the login: {exception.MessageText}."),
        PostgresErrorCodes.InvalidCatalogName => new("database_missing", $"The database does not exist: {exception.MessageText}."),
        PostgresErrorCodes.InsufficientPrivilege =>
            new("not_permitted", $"The login does not have the required privileges: {exception.MessageText}.", exception.Hint),
        PostgresErrorCodes.LockNotAvailable => new(
            "busy", $"Another session holds a lock: {exception.MessageText}.", "This step changed nothing. Run the command again."),
        PostgresErrorCodes.QueryCanceled => new("timed_out", $"The server canceled the statement: {exception.MessageText}."),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            new("database_unreachable", $"The server is not available: {exception.MessageText}."),
        _ => new("database_error", $"{exception.MessageText} (SQLSTATE {exception.SqlState}).", exception.Hint),
    };

    private static string? GetHint(string code) => code switch
    {
        LegacyErrorCode.NotReady =>
            "If the schema is not up to date, run unified-media schema up --module legacy. Otherwise see unified-media legacy status.",
        MigrationErrorCode.EditedStep or MigrationErrorCode.OtherNames => "See unified-media schema repair --help.",
        MigrationErrorCode.Locked or MigrationErrorCode.Busy or MigrationErrorCode.LockLost => "Run the command again later.",
        _ => null,
    };

    private static string RemoveParameterName(ArgumentException exception) =>
        exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);

    private static string DescribeConnectionFailure(NpgsqlException exception)
    {
        var cause = exception.InnerException switch
        {
            SocketException socket => socket.Message,
            TimeoutException => "the server did not answer in time",
            { } inner => inner.Message,
            null => null,
        };
        return cause is null || exception.Message.Contains(cause, StringComparison.Ordinal)
            ? exception.Message : $"{exception.Message}: {cause}.";
    }
}
