using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Executes SQL, one round trip per call.</summary>
internal static class Sql
{
    public static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, sql, [], null, cancellationToken);

    public static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, sql, values, null, cancellationToken);

    /// <summary>Executes a statement without a command timeout; settings of the server and the cancellation token can still end it.</summary>
    public static Task<int> ExecuteUnlimitedAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, sql, [], 0, cancellationToken);

    /// <summary>Returns the columns of the first row; null if there is no row.</summary>
    public static async Task<object[]?> ReadRowAsync(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        var command = CreateCommand(connection, sql, values, null);
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
        NpgsqlConnection connection, string sql, object[] values, int? timeout, CancellationToken cancellationToken)
    {
        var command = CreateCommand(connection, sql, values, timeout);
        await using var closing = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlCommand CreateCommand(NpgsqlConnection connection, string sql, object[] values, int? timeout)
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
