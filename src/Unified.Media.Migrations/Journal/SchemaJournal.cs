using System.Reflection;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>The table <c>schema_journal</c>: one row per step. Every method is one round trip.</summary>
internal sealed class SchemaJournal(SchemaOptions options, TimeProvider time)
{
    private static readonly string Version =
        typeof(SchemaJournal).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly string _table = $"{options.Schema}.schema_journal";

    /// <summary>All rows; none where there is no journal yet. Needs nothing but the right to read.</summary>
    public async Task<IReadOnlyList<JournalRow>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            $"SELECT step, name, state, checksum, earlier_checksums, names, applied_at, duration_ms, rows, error FROM {_table}",
            connection);
        await using var closing = command.ConfigureAwait(false);
        try
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closingReader = reader.ConfigureAwait(false);
            var rows = new List<JournalRow>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(Read(reader));
            }

            return rows;
        }
        catch (PostgresException error) when (MigrationErrors.IsAbsent(error))
        {
            return [];
        }
    }

    /// <summary>Makes the tables where they are absent. Only for whoever has the lock: two at once would trip over each other.</summary>
    public Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, JournalTables.Create(options), cancellationToken);

    /// <summary>The step is complete. Within the step's own transaction, where it has one.</summary>
    public Task RecordAppliedAsync(
        NpgsqlConnection connection, Step step, TimeSpan duration, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} AS j (step, name, kind, checksum, names, state, started_at, applied_at, duration_ms, library_version)
        VALUES ($1, $2, $3, $4, $5, 'applied', $6, $6, $7, $8)
        ON CONFLICT (step) DO UPDATE SET
            name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = NULL,
            earlier_checksums = CASE WHEN j.checksum = excluded.checksum THEN j.earlier_checksums
                ELSE ltrim(j.earlier_checksums || ' ' || j.checksum) END,
            checksum = excluded.checksum, applied_at = excluded.applied_at, duration_ms = excluded.duration_ms,
            applied_by = current_user, library_version = excluded.library_version
        """,
        cancellationToken,
        [.. Describe(step), time.GetUtcNow(), (long)duration.TotalMilliseconds, Version]);

    /// <summary>The step was begun; for those that are not one transaction.</summary>
    public Task RecordRunningAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} (step, name, kind, checksum, names, state, started_at, library_version)
        VALUES ($1, $2, $3, $4, $5, 'running', $6, $7)
        ON CONFLICT (step) DO UPDATE SET state = 'running', error = NULL, checksum = excluded.checksum, names = excluded.names
        """,
        cancellationToken,
        [.. Describe(step), time.GetUtcNow(), Version]);

    /// <summary>A batch has changed rows. Within the batch's own transaction.</summary>
    public Task RecordBatchAsync(NpgsqlConnection connection, Step step, int changed, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection, $"UPDATE {_table} SET rows = rows + $2 WHERE step = $1", cancellationToken, step.Number, (long)changed);

    public Task RecordFailedAsync(NpgsqlConnection connection, Step step, string error, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} (step, name, kind, checksum, names, state, started_at, error, library_version)
        VALUES ($1, $2, $3, $4, $5, 'failed', $6, $7, $8)
        ON CONFLICT (step) DO UPDATE SET state = 'failed', error = excluded.error
        """,
        cancellationToken,
        [.. Describe(step), time.GetUtcNow(), error, Version]);

    /// <summary>The step counts as run with the text and the names that it has now.</summary>
    public Task BlessAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"UPDATE {_table} SET name = $2, kind = $3, checksum = $4, names = $5 WHERE step = $1",
        cancellationToken,
        [.. Describe(step)]);

    /// <summary>Forgets a step that is not complete.</summary>
    public Task ClearAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection, $"DELETE FROM {_table} WHERE step = $1 AND state <> 'applied'", cancellationToken, step.Number);

    private static JournalRow Read(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetInt32(0),
        Name = reader.GetString(1),
        State = reader.GetString(2),
        Checksum = reader.GetString(3),
        Earlier = reader.GetString(4),
        Names = reader.GetString(5),
        AppliedAt = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
        Duration = reader.IsDBNull(7) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(7)),
        Rows = reader.GetInt64(8),
        Error = reader.IsDBNull(9) ? null : reader.GetString(9),
    };

    private object[] Describe(Step step) => [step.Number, step.Name, StepKinds.Word(step.Kind), step.Checksum, options.NamesText()];
}
