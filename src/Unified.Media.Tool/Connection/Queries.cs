using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Short ways to ask a database.</summary>
internal static class Queries
{
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static async Task<T> OneAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        (await connection.ListAsync(sql, read, cancellationToken))[0];

    public static Task<List<string>> TextsAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.ListAsync(sql, reader => reader.GetString(0), cancellationToken);

    public static Task<bool> IsAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.OneAsync(sql, reader => reader.GetBoolean(0), cancellationToken);

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
