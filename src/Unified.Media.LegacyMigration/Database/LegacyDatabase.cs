using Npgsql;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Calls the SQL functions of the migration. Each call is one transaction and keeps no session state, so any connection pooler works. Errors
/// are translated to <see cref="MediaMigrationException"/>.
/// </summary>
internal sealed class LegacyDatabase(NpgsqlDataSource dataSource, PostgresSchemaNames names, TimeSpan lockTimeout)
{
    // Batches limit their duration by their size, so no command timeout is needed.
    private const int NoTimeout = 0;

    public string Schema => names.Schema;

    public string MediaSchema => names.MediaSchema;

    public TimeSpan LockTimeout => lockTimeout;

    /// <summary>Returns the rows of a call.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Action<NpgsqlParameterCollection>? addParameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var command = dataSource.CreateCommand(FillNames(sql));
            await using (command.ConfigureAwait(false))
            {
                command.CommandTimeout = NoTimeout;
                addParameters?.Invoke(command.Parameters);
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

    /// <summary>Returns the first row. The call must return at least one row.</summary>
    public async Task<T> ReadSingleAsync<T>(
        string sql, Action<NpgsqlParameterCollection>? addParameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        (await ReadAsync(sql, addParameters, read, cancellationToken).ConfigureAwait(false))[0];

    public Task ExecuteAsync(string sql, Action<NpgsqlParameterCollection>? addParameters, CancellationToken cancellationToken) =>
        ReadAsync(sql, addParameters, _ => true, cancellationToken);

    /// <summary>
    /// Executes a statement that locks tables in use. It waits for its locks briefly, because other sessions queue behind a waiting lock.
    /// </summary>
    public async Task ExecuteLockingAsync(string sql, Action<NpgsqlParameterCollection>? addParameters, CancellationToken cancellationToken)
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
                    addParameters?.Invoke(command.Parameters);
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

    // The names need no quoting: they were validated before.
    private string FillNames(string sql) => sql
        .Replace("{{schema}}", names.Schema, StringComparison.Ordinal)
        .Replace("{{media_schema}}", names.MediaSchema, StringComparison.Ordinal);
}
