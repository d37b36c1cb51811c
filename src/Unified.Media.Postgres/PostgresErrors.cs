using Microsoft.Extensions.Logging;
using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>Turns the provider's errors into ours. The only place that reads SQLSTATEs; the provider's texts stay in the cause.</summary>
internal static class PostgresErrors
{
    public const string Provider = "postgres";

    /// <summary>Raised by the trigger that publishes: the attempt is lost, or it was published before.</summary>
    public const string AttemptLost = "UM409";

    private const string NoRight = "42501";
    private const string WrongValue = "22023";

    // Where the server checks the value of a setting, as a role is one.
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
        PostgresException { SqlState: NoRight or WrongValue, Routine: SettingCheck } when role is not null => RefusedRole(error, role, logger),
        PostgresException { SqlState: NoRight } =>
            new MediaAccessDeniedException(MediaErrorCode.AccessDenied, "The database refuses this to this user.", error),
        PostgresException answer => TranslateAnswer(answer, mayHaveHappened),
        _ => mayHaveHappened
            ? Unknown(error)
            : new MediaProviderException(Provider, "The database could not be reached, or did not answer in time.", error) { IsTransient = true },
    };

    /// <summary>The error of a database that lacks what the catalog needs.</summary>
    public static MediaProviderException Unready(string message) => new(Provider, message, null);

    public static string StateOf(Exception? error) => (error?.InnerException as PostgresException)?.SqlState ?? "connection";

    private static MediaProviderException RefusedRole(Exception error, string role, ILogger logger)
    {
        Log.RoleRefused(logger, role);
        return new(
            Provider, $"The login may not work as the role {role}: grant the role to it, or give those calls a login of their own.", error);
    }

    private static MediaProviderException TranslateAnswer(PostgresException error, bool mayHaveHappened) =>
        mayHaveHappened && LeavesOutcomeOpen(error.SqlState)
            ? Unknown(error)
            : new(Provider, Describe(error.SqlState), error) { IsTransient = IsPassing(error.SqlState) };

    private static MediaProviderException Unknown(Exception error) =>
        new(MediaErrorCode.OutcomeUnknown, Provider, "The connection to the database was lost before it said whether a change was made.", error)
        {
            IsTransient = true,
            OutcomeUnknown = true,
        };

    // The server answers an error only when the transaction is undone. It is open where it says so, and where the answer may be that of a
    // pooler in between or of a server that is going down.
    private static bool LeavesOutcomeOpen(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state is "40003" or "57P02";

    private static bool IsPassing(string state) =>
        state.StartsWith("08", StringComparison.Ordinal)
        || state is "40001" or "40P01" or "40003" or "53000" or "53200" or "53300" or "55P03" or "57014" or "57P01" or "57P02" or "57P03" or "57P05";

    private static string Describe(string state) => state switch
    {
        "25006" => "The database is read-only.",
        "28000" or "28P01" => "The database refuses the login.",
        "3D000" => "There is no such database.",
        "3F000" or "42P01" or "42703" or "42704" or "42883" => "The database lacks a part of the catalog's schema: apply the migrations.",
        "40001" or "40P01" => "The change met another one.",
        "53100" => "The database's disk is full.",
        "53200" => "The database ran out of memory.",
        "53300" => "The database has no connection left.",
        "55P03" => "A lock did not become free in time.",
        "57014" => "The database ended the statement.",
        "57P01" or "57P02" or "57P03" or "57P05" => "The database is starting or going down.",
        _ when state.StartsWith("08", StringComparison.Ordinal) => "The connection to the database failed.",
        _ => "The database failed.",
    };
}
