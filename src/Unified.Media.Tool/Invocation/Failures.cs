using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Says in a sentence why something failed.</summary>
internal static class Failures
{
    public static Failure Of(Exception exception, bool verbose)
    {
        var failure = exception switch
        {
            ToolException tool => new Failure(tool.Code, tool.Message, tool.Hint),
            OperationCanceledException => new("cancelled", "Cancelled.", "What was completed is kept. Run the command again to go on."),
            PostgresException postgres => Of(postgres),
            NpgsqlException { InnerException: PostgresException inner } => Of(inner),
            NpgsqlException npgsql => new(
                "database_unreachable", Unreachable(npgsql), "Is the server running, and does its firewall let you through?"),
            MediaException { InnerException: NpgsqlException inner } when IsAboutTheConnection(inner) => Of(inner, verbose: false),
            ArgumentException { ParamName: "options" } argument => new("settings_wrong", argument.Message),
            OptionsValidationException options => new("settings_wrong", string.Join(' ', options.Failures)),
            MediaException media => new(media.Code, media.Message),
            UnauthorizedAccessException or IOException => new("file_unusable", exception.Message),
            _ => new(
                "unexpected", $"{exception.GetType().Name}: {exception.Message}", verbose ? null : "--verbose shows where it happened."),
        };
        return verbose ? failure with { Details = exception.ToString() } : failure;
    }

    // Our own errors say what was being done; where nothing could be done, only the provider knows why.
    private static bool IsAboutTheConnection(NpgsqlException exception) =>
        exception is not PostgresException postgres || postgres.SqlState
            is PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.CannotConnectNow;

    private static Failure Of(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new("login_refused", $"The server refuses the login: {exception.MessageText}."),
        PostgresErrorCodes.InvalidCatalogName => new("database_missing", $"The server has no such database: {exception.MessageText}."),
        PostgresErrorCodes.InsufficientPrivilege => new("not_permitted", $"The login may not do this: {exception.MessageText}.", exception.Hint),
        PostgresErrorCodes.LockNotAvailable =>
            new("busy", $"Somebody else holds a lock: {exception.MessageText}.", "Nothing was changed by this step. Try again."),
        PostgresErrorCodes.QueryCanceled => new("timed_out", $"The server stopped the statement: {exception.MessageText}."),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            new("database_unreachable", $"The server is not available: {exception.MessageText}."),
        _ => new("database_error", $"{exception.MessageText} ({exception.SqlState}).", exception.Hint),
    };

    private static string Unreachable(NpgsqlException exception)
    {
        var cause = exception.InnerException switch
        {
            SocketException socket => socket.Message,
            TimeoutException => "it does not answer in time",
            { } inner => inner.Message,
            null => null,
        };
        return cause is null || exception.Message.Contains(cause, StringComparison.Ordinal)
            ? exception.Message : $"{exception.Message}: {cause}.";
    }
}
