using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>Turns the provider's errors into ours. The only place that reads SQLite's result codes.</summary>
internal static class SqliteErrors
{
    public const string Provider = "sqlite";

    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int Input = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The error of a call that certainly had no effect.</summary>
    public static MediaProviderException Translate(SqliteException error) => Translate(error, committing: false);

    /// <summary>
    /// The error of a COMMIT. Only a failure to write or to flush leaves it open whether the transaction will be found after a restart;
    /// every other error leaves a transaction that is then rolled back.
    /// </summary>
    public static MediaProviderException TranslateCommit(SqliteException error) => Translate(error, committing: true);

    /// <summary>The error of a file that is no catalog of ours, or one of a later version.</summary>
    public static MediaProviderException Refused(string message) => new(message, Provider);

    /// <summary>Translates the error of a batch for one of its calls. Each call returns a new exception.</summary>
    public static Exception Copy(Exception error) => error switch
    {
        SqliteException sqlite => Translate(sqlite),
        MediaProviderException provider => new MediaProviderException(provider.Message, provider.Provider, provider.InnerException)
        {
            Code = provider.Code,
            IsTransient = provider.IsTransient,
            OutcomeUnknown = provider.OutcomeUnknown,
            RetryAfter = provider.RetryAfter,
        },
        _ => error,
    };

    private static MediaProviderException Translate(SqliteException error, bool committing) =>
        committing && error.SqliteErrorCode == Input
            ? new("The catalog's disk failed while a change was being made durable.", Provider, error)
            {
                Code = MediaErrorCode.OutcomeUnknown,
                OutcomeUnknown = true,
                IsTransient = true,
            }
            : new(Describe(error.SqliteErrorCode), Provider, error) { IsTransient = error.SqliteErrorCode is Busy or Locked };

    private static string Describe(int code) => code switch
    {
        Busy or Locked => "The catalog is in use by another process and did not become free in time.",
        NoMemory => "The catalog ran out of memory.",
        ReadOnly => "The catalog's file or folder is read-only.",
        Input => "The catalog's disk failed.",
        Corrupt => "The catalog's file is damaged: restore it from a backup.",
        Full => "The catalog's disk is full.",
        CannotOpen => "The catalog's file cannot be opened: check that its folder exists and may be written.",
        NotADatabase => "The catalog's file is not an SQLite database.",
        _ => "The catalog failed.",
    };
}
