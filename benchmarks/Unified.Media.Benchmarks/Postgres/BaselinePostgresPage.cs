using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The baseline of a page: one prepared statement on one open connection, without user, row-level security, filters, cursors and checks.
/// </summary>
internal sealed class BaselinePostgresPage : IAsyncDisposable
{
    private const string Sql = """
        SELECT id, owner_user_id, created_at, updated_at, type, source_type, enhancement_type, original_media_id, visibility, object_id, bucket,
            path, mime_type, size_bytes, sha256, width, height, duration_us, metadata
        FROM public.media WHERE owner_user_id = $1 ORDER BY (CASE WHEN created_at IS NULL THEN '-infinity' ELSE created_at END) DESC, id DESC LIMIT $2
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;

    private BaselinePostgresPage(NpgsqlConnection connection, NpgsqlCommand command)
    {
        _connection = connection;
        _command = command;
    }

    public static async Task<BaselinePostgresPage> OpenAsync(string connectionString, Guid owner, int limit, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = owner, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer });
        await command.PrepareAsync(cancellationToken);
        return new(connection, command);
    }

    public async Task<List<BaselinePostgresRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new List<BaselinePostgresRow>();
        await using var row = await _command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(new(
                row.GetGuid(0), row.GetGuid(1), Value<DateTimeOffset>(row, 2), Value<DateTimeOffset>(row, 3), row.GetString(4), Text(row, 5),
                Text(row, 6), Text(row, 7), row.GetString(8), Value<long>(row, 9), row.GetString(10), row.GetString(11), Text(row, 12),
                Value<long>(row, 13), row.IsDBNull(14) ? null : row.GetFieldValue<byte[]>(14), Value<int>(row, 15), Value<int>(row, 16),
                Value<long>(row, 17), Text(row, 18)));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    // Reads every nullable column as nullable, as the catalog does.
    private static T? Value<T>(NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
