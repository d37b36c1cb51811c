using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// A transaction of a role with the claims of a user, which a REST server or the library would set. It is rolled back unless it is committed.
/// </summary>
public sealed class RoleSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private RoleSession(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Begins a transaction. Without a role, it runs as the login of the connection string. Without a login id, it has no claims.</summary>
    public static async Task<RoleSession> BeginAsync(
        string connectionString, string? role, Guid? login = null, CancellationToken cancellationToken = default)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        var session = new RoleSession(connection, await connection.BeginTransactionAsync(cancellationToken));
        try
        {
            await session.BecomeAsync(role, login, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Switches to another role and user in the same transaction.</summary>
    public async Task BecomeAsync(string? role, Guid? login = null, CancellationToken cancellationToken = default)
    {
        var claims = login is null ? string.Empty : $$"""{"sub":"{{login}}","role":"{{role ?? "none"}}"}""";
        await using var command = new NpgsqlCommand(
            "SELECT set_config('role', 'none', true), set_config('request.jwt.claims', $1, true), set_config('role', $2, true)", _connection)
        {
            Parameters = { new() { Value = claims }, new() { Value = role ?? "none" } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns all rows, each as the text of its columns.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(TextOf(reader));
        }

        return rows;
    }

    /// <summary>Runs a statement. Returns the number of changed rows.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Runs a statement. Returns its rows, or the number of changed rows when it returns none. On an error it rolls back the statement and returns
    /// the SQLSTATE.
    /// </summary>
    public async Task<string> TryAsync(string sql, CancellationToken cancellationToken = default)
    {
        await _transaction.SaveAsync("before_statement", cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(TextOf(reader));
            }

            return reader.FieldCount > 0 ? string.Join('\n', rows) : $"{reader.RecordsAffected} rows";
        }
        catch (PostgresException error)
        {
            await _transaction.RollbackAsync("before_statement", cancellationToken);
            return error.SqlState;
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken = default) => _transaction.CommitAsync(cancellationToken);

    private static string TextOf(NpgsqlDataReader row) =>
        string.Join('|', Enumerable.Range(0, row.FieldCount).Select(field => row.IsDBNull(field) ? "null" : row.GetString(field)));

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
