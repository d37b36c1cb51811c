using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Runs queries and statements on an open connection.</summary>
internal static class QueryExtensions
{
    public static async Task<List<T>> QueryAsync<T>(
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

    /// <summary>Returns the first row. The query must return at least one row.</summary>
    public static async Task<T> QuerySingleAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(sql, read, cancellationToken))[0];

    /// <summary>Returns the first column of all rows.</summary>
    public static Task<List<string>> QueryStringsAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.QueryAsync(sql, reader => reader.GetString(0), cancellationToken);

    public static Task<bool> QueryBoolAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync(sql, reader => reader.GetBoolean(0), cancellationToken);

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
