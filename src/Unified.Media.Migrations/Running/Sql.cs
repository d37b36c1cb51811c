using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>One statement, one round trip.</summary>
internal static class Sql
{
    public static Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values) =>
        ExecuteAsync(connection, sql, null, cancellationToken, values);

    /// <summary>Takes as long as it takes: only the server's settings and the token end it.</summary>
    public static Task<int> ExecuteUnlimitedAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, sql, 0, cancellationToken);

    /// <summary>The first row's columns; null where there is no row.</summary>
    public static async Task<object[]?> RowAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        var command = Command(connection, sql, null, values);
        await using var closing = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return row;
    }

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, string sql, int? timeout, CancellationToken cancellationToken, params object[] values)
    {
        var command = Command(connection, sql, timeout, values);
        await using var closing = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, int? timeout, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = timeout ?? command.CommandTimeout;
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
