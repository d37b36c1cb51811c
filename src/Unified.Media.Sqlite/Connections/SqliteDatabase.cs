using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>The file, and how connections to it are set up.</summary>
/// <param name="path">The file.</param>
/// <param name="busyTimeout">How long a call waits for another process's transaction. One of ours takes milliseconds.</param>
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
            throw new MediaProviderException("The catalog's folder cannot be made.", SqliteErrors.Provider, error);
        }
    }

    /// <summary>Opens the connection that writes. The file is made when it is absent.</summary>
    public Session OpenWriter()
    {
        // Checkpoints flush the database itself: the more pages one takes, the more of them it takes once instead of many times.
        const string pragmas = "journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000";
        return SetUp(Open(SqliteOpenMode.ReadWriteCreate), pragmas);
    }

    /// <summary>Opens a connection that reads. It cannot be opened read-only: a reader of a WAL takes part in its shared memory.</summary>
    public Session OpenReader() => SetUp(Open(SqliteOpenMode.ReadWrite), "query_only = ON; PRAGMA cache_size = -32000");

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

    private Session SetUp(Session session, string pragmas)
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
