using Npgsql;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Calls the SQL functions of the migration. Each call is one transaction and keeps no session state, so any connection pooler works. Errors
/// are translated to <see cref="MediaMigrationException"/>.
/// </summary>
internal sealed class LegacyDatabase(NpgsqlDataSource dataSource, PostgresSchemaNames names, TimeSpan lockTimeout)
{
    // The size of a batch limits its duration, not a client timeout.
    private const int NoTimeout = 0;

    public string Schema => names.Schema;

    public string MediaSchema => names.MediaSchema;

    public TimeSpan LockTimeout => lockTimeout;

    /// <summary>Returns the rows of a call.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var command = dataSource.CreateCommand(FillNames(sql));
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
        catch (Exception error) when (LegacyErrors.IsDatabaseError(error))
        {
            throw LegacyErrors.Translate(error);
        }
    }

    /// <summary>Returns the first row of a call that returns at least one.</summary>
    public async Task<T> ReadSingleAsync<T>(
        string sql, Action<NpgsqlParameterCollection>? bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        (await ReadAsync(sql, bind, read, cancellationToken).ConfigureAwait(false))[0];

    public Task ExecuteAsync(string sql, Action<NpgsqlParameterCollection>? bind, CancellationToken cancellationToken) =>
        ReadAsync(sql, bind, _ => true, cancellationToken);

    /// <summary>
    /// Executes a statement that locks tables in use. It waits for its locks briefly, because other sessions queue behind a waiting lock.
    /// </summary>
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
                    var command = new NpgsqlBatchCommand(FillNames(sql));
                    bind?.Invoke(command.Parameters);
                    batch.BatchCommands.Add(command);
                    await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (LegacyErrors.IsDatabaseError(error))
        {
            throw LegacyErrors.Translate(error);
        }
    }

    // The names need no quoting: PostgresSchemaNames is validated before.
    private string FillNames(string sql) => sql
        .Replace("{{schema}}", names.Schema, StringComparison.Ordinal)
        .Replace("{{media_schema}}", names.MediaSchema, StringComparison.Ordinal);
}
