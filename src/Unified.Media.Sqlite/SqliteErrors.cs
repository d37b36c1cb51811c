using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>Translates errors of SQLite by their result codes.</summary>
internal static class SqliteErrors
{
    public const string Provider = "sqlite";

    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Translates the error of a call that had no effect.</summary>
    public static MediaProviderException Translate(SqliteException error) => Translate(error, isCommit: false);

    /// <summary>
    /// Translates the error of a COMMIT. After an I/O error, it is unknown whether the transaction survives a restart. After every other error, the
    /// transaction is rolled back.
    /// </summary>
    public static MediaProviderException TranslateCommit(SqliteException error) => Translate(error, isCommit: true);

    /// <summary>Creates the error for a file that is not a catalog, or for a catalog of a later version.</summary>
    public static MediaProviderException CreateIncompatibleFileError(string message) => new(message, Provider);

    /// <summary>Translates the error of a batch of changes for one of the callers. Each call of this method returns a new exception.</summary>
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

    private static MediaProviderException Translate(SqliteException error, bool isCommit) =>
        isCommit && error.SqliteErrorCode == InputOutput
            ? new("The catalog's disk failed while a change was being committed.", Provider, error)
            {
                Code = MediaErrorCode.OutcomeUnknown,
                OutcomeUnknown = true,
                IsTransient = true,
            }
            : new(Describe(error.SqliteErrorCode), Provider, error) { IsTransient = error.SqliteErrorCode is Busy or Locked };

    private static string Describe(int code) => code switch
    {
        Busy or Locked => "The catalog is in use by another process, which did not release it in time.",
        NoMemory => "The catalog ran out of memory.",
        ReadOnly => "The catalog's file or folder is read-only.",
        InputOutput => "The catalog's disk failed.",
        Corrupt => "The catalog's file is damaged: restore it from a backup.",
        Full => "The catalog's disk is full.",
        CannotOpen => "The catalog's file cannot be opened: check that its folder exists and may be written.",
        NotADatabase => "The catalog's file is not an SQLite database.",
        _ => "The catalog failed.",
    };
}
