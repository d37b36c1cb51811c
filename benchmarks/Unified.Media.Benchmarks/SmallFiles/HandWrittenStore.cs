using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Unified.Media.Benchmarks;

/// <summary>
/// A minimal durable store for small files: hash, temporary file, fsync, rename, fsync of the folder, and one row with a durable commit. It has
/// no checks, no reservation and no search.
/// </summary>
internal sealed partial class HandWrittenStore : IDisposable
{
    private readonly string _folder;
    private readonly string _staging;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly Lock _gate = new();

    public HandWrittenStore(string root)
    {
        _folder = Directory.CreateDirectory(Path.Combine(root, "objects")).FullName;
        _staging = Directory.CreateDirectory(Path.Combine(root, "staging")).FullName;
        _connection = new($"Data Source={Path.Combine(root, "rows.db")};Pooling=False");
        _connection.Open();
        using var schema = _connection.CreateCommand();
        schema.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE media (id TEXT PRIMARY KEY, owner TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
                created_at INTEGER NOT NULL);
            CREATE INDEX media_by_created ON media (owner, created_at, id);
            """;
        schema.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO media VALUES (@id, @owner, @path, @size, @sha256, @created)";
        foreach (var name in (string[])["@id", "@owner", "@path", "@size", "@sha256", "@created"])
        {
            _insert.Parameters.Add(new SqliteParameter(name, ""));
        }

        _insert.Prepare();
    }

    public void Store(string owner, byte[] content)
    {
        var now = DateTimeOffset.UtcNow;
        var id = Guid.CreateVersion7(now).ToString();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var staged = Path.Combine(_staging, id);
        var path = Path.Combine(_folder, id + ".bin");
        using (var file = File.OpenHandle(staged, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(staged, path);
        FlushFolder(_folder);
        lock (_gate)
        {
            object[] values = [id, owner, path, content.Length, sha256, now.ToUnixTimeMilliseconds()];
            for (var i = 0; i < values.Length; i++)
            {
                _insert.Parameters[i].Value = values[i];
            }

            _insert.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = new SafeFileHandle(Open(folder, 0), ownsHandle: true);
        if (handle.IsInvalid || FileSync(handle) != 0)
        {
            throw new IOException("The folder could not be flushed.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileSync(SafeFileHandle handle);
}
