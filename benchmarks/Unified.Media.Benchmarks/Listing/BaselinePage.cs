using Microsoft.Data.Sqlite;

namespace Unified.Media.Benchmarks;

/// <summary>The baseline of a page: one prepared statement on one open connection, without filters, cursors and checks.</summary>
internal sealed class BaselinePage : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _command;

    public BaselinePage(string path, string owner, int limit)
    {
        _connection = new($"Data Source={path};Pooling=False");
        _connection.Open();
        using var setUp = _connection.CreateCommand();
        setUp.CommandText = "PRAGMA query_only = ON; PRAGMA cache_size = -32000";
        setUp.ExecuteNonQuery();
        _command = _connection.CreateCommand();
        _command.CommandText = """
            SELECT id, created_at, owner_user_id, type, source_type, enhancement_type, original_media_id, visibility, bucket, path, mime_type,
                size_bytes, sha256, width, height, duration, updated_at, metadata
            FROM media INDEXED BY media_by_created WHERE owner_user_id = @owner ORDER BY created_at DESC, id DESC LIMIT @limit
            """;
        _command.Parameters.AddWithValue("@owner", owner);
        _command.Parameters.AddWithValue("@limit", limit);
        _command.Prepare();
    }

    public List<BaselineRow> Read()
    {
        var rows = new List<BaselineRow>();
        using var row = _command.ExecuteReader();
        while (row.Read())
        {
            rows.Add(new(
                Guid.Parse(row.GetString(0)), Time(row, 1), row.GetString(2), row.GetString(3), row.GetString(4), Text(row, 5), Text(row, 6),
                row.GetString(7), row.GetString(8), row.GetString(9), row.GetString(10), row.GetInt64(11), Text(row, 12), Number(row, 13),
                Number(row, 14), Number(row, 15), Time(row, 16), row.GetString(17)));
        }

        return rows;
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }

    private static DateTimeOffset Time(SqliteDataReader row, int column) => DateTimeOffset.UnixEpoch.AddMicroseconds(row.GetInt64(column));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
