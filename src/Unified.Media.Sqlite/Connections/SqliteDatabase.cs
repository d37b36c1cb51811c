using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>Opens connections to the database file.</summary>
/// <param name="path">The path of the file.</param>
/// <param name="busyTimeout">The time for which a call waits for the transactions of other processes; null for 5 seconds.</param>
internal sealed class SqliteDatabase(string path, TimeSpan? busyTimeout = null)
{
    private readonly TimeSpan _busyTimeout = busyTimeout ?? TimeSpan.FromSeconds(5);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaProviderException("The catalog's folder cannot be created.", SqliteErrors.Provider, error);
        }
    }

    /// <summary>Opens a connection for writing. Creates the file if it does not exist.</summary>
    public Session OpenWriter()
    {
        // A checkpoint flushes the database file. If checkpoints are rare, a page that several transactions have changed is written only once.
        const string pragmas = "journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000";
        return Configure(Open(SqliteOpenMode.ReadWriteCreate), pragmas);
    }

    /// <summary>Opens a connection for reading. It is not opened read-only, because a reader writes to the shared memory of the WAL.</summary>
    public Session OpenReader() => Configure(Open(SqliteOpenMode.ReadWrite), "query_only = ON; PRAGMA cache_size = -32000");

    private Session Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)_busyTimeout.TotalSeconds),
        }.ConnectionString);
        try
        {
            connection.Open();
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Session Configure(Session session, string pragmas)
    {
        try
        {
            var milliseconds = ((int)_busyTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            session.ExecuteScript($"PRAGMA busy_timeout = {milliseconds}; PRAGMA {pragmas}");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
