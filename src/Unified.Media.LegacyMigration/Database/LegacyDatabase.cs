using Npgsql;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Calls the migration's functions, each call a transaction of its own: nothing is kept in a session, so any pooler will do. Errors leave
/// as <see cref="MediaMigrationException"/>.
/// </summary>
internal sealed class LegacyDatabase(NpgsqlDataSource dataSource, PostgresSchemaNames names, TimeSpan lockTimeout)
{
    /// <summary>A batch is bounded by its size, not by a timeout of the client's.</summary>
    private const int NoTimeout = 0;

    public string Schema => names.Schema;

    public string MediaSchema => names.MediaSchema;

    public TimeSpan LockTimeout => lockTimeout;

    /// <summary>The rows of a call.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var command = dataSource.CreateCommand(Named(sql));
            await using (command.ConfigureAwait(false))
            {
                command.CommandTimeout = NoTimeout;
                bind?.Invoke(command.Parameters);
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var rows = new List<T>();
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        rows.Add(read(reader));
                    }

                    return rows;
                }
            }
        }
        catch (Exception error) when (LegacyErrors.IsProviders(error))
        {
            throw LegacyErrors.Translate(error);
        }
    }

    public async Task<T> SingleAsync<T>(
        string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        (await ReadAsync(sql, bind, read, cancellationToken).ConfigureAwait(false))[0];

    public Task ExecuteAsync(string sql, Action<NpgsqlParameterCollection>? bind, CancellationToken cancellationToken) =>
        ReadAsync(sql, bind, _ => true, cancellationToken);

    /// <summary>Statements that need locks on busy tables: they wait briefly, so that nobody queues behind them for long.</summary>
    public async Task ExecuteLockingAsync(string sql, Action<NpgsqlParameterCollection>? bind, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var batch = new NpgsqlBatch(connection) { Timeout = NoTimeout };
                await using (batch.ConfigureAwait(false))
                {
                    // One batch is one transaction.
                    batch.BatchCommands.Add(new($"select set_config('lock_timeout', '{(long)lockTimeout.TotalMilliseconds}ms', true)"));
                    var command = new NpgsqlBatchCommand(Named(sql));
                    bind?.Invoke(command.Parameters);
                    batch.BatchCommands.Add(command);
                    await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (LegacyErrors.IsProviders(error))
        {
            throw LegacyErrors.Translate(error);
        }
    }

    // Only our own statements come here, and the names are plain: PostgresSchemaNames says so and is checked.
    private string Named(string sql) => sql
        .Replace("{{schema}}", names.Schema, StringComparison.Ordinal)
        .Replace("{{media_schema}}", names.MediaSchema, StringComparison.Ordinal);
}
