using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// A transaction in which a role with its user's claims is at work, as a REST server or the library sets them. Nothing of it stays unless it
/// is committed.
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

    /// <summary>Without a role it stays the login of the connection string; without a login id nobody is asking.</summary>
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

    /// <summary>Somebody else goes on in the same transaction.</summary>
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

    /// <summary>All rows, each as the text of its columns.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => reader.IsDBNull(field) ? "null" : reader.GetString(field))));
        }

        return rows;
    }

    /// <summary>How many rows a statement changed.</summary>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// What came of a statement: its rows, or only their number where it says nothing; or the SQLSTATE of its error, after which the
    /// transaction goes on as if the statement had not been.
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
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(field => reader.IsDBNull(field) ? "null" : reader.GetString(field))));
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

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
